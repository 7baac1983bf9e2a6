namespace Heed.Numerics;

/// <summary>
/// A vector width as a type: the one arithmetic every kernel is written in. <typeparamref name="TVector"/> is the register
/// itself, so that a kernel's locals are registers whatever the width.
/// </summary>
/// <remarks>All members inline to one or a few instructions. Pointers need no alignment.</remarks>
public unsafe interface ILane<TVector> where TVector : struct
{
    /// <summary>Floats in one register.</summary>
    static abstract int Width { get; }

    /// <summary>Registers across one register tile: 4 where the machine has 32 registers, 2 where it has 16.</summary>
    static abstract int TileVectors { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TVector Zero { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TVector Splat(float value);

    /// <summary>Reads <see cref="Width"/> floats.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Writes <see cref="Width"/> floats.</summary>
    static abstract void Store(TVector value, float* target);

    /// <summary>Reads <see cref="Width"/> binary16 numbers; exact.</summary>
    static abstract TVector LoadFloat16(ushort* source);

    /// <summary>Reads <see cref="Width"/> bfloat16 numbers; exact.</summary>
    static abstract TVector LoadBFloat16(ushort* source);

    /// <summary>Reads <see cref="Width"/> signed bytes.</summary>
    static abstract TVector LoadSignedBytes(sbyte* source);

    /// <summary>Reads <see cref="Width"/> bytes b and keeps (b &gt;&gt; <paramref name="shift"/>) &amp; <paramref name="mask"/> of each.</summary>
    static abstract TVector LoadBits(byte* source, int shift, int mask);

    /// <summary>Reads the first <paramref name="count"/> lanes, 0 ≤ count ≤ <see cref="Width"/>; the others are 0 and not read.</summary>
    static abstract TVector LoadPartial(float* source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes, 0 ≤ count ≤ <see cref="Width"/>.</summary>
    static abstract void StorePartial(TVector value, float* target, int count);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a − b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a · b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>The square root of every lane.</summary>
    static abstract TVector SquareRoot(TVector a);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The larger lane; <paramref name="b"/> where either is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The smaller lane; <paramref name="b"/> where either is NaN.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The nearest whole number, ties to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>The exponent of 2 as <see cref="Scale"/> can take it: x itself where the machine scales by any number, ±∞ too; else x brought within the exponents of float32.</summary>
    static abstract TVector Exponent(TVector x);

    /// <summary>
    /// a · 2ⁿ for a whole number n that <see cref="Exponent"/> has passed: 0 from n = −200 down at the latest (whatever a is, where n is −∞), +∞ where it is too
    /// large, NaN where a is.
    /// </summary>
    static abstract TVector Scale(TVector a, TVector n);

    /// <summary>Lane i of <paramref name="a"/> where bit i is set, of <paramref name="b"/> elsewhere.</summary>
    static abstract TVector Select(uint bits, TVector a, TVector b);

    /// <summary>Bit i set where lane i of <paramref name="a"/> is greater than that of <paramref name="b"/>; not where either is NaN.</summary>
    static abstract uint Greater(TVector a, TVector b);

    /// <summary>Lanes 2i and 2i + 1 exchanged; a register of one lane comes back as it is.</summary>
    static abstract TVector SwapPairs(TVector a);

    /// <summary>The sum of all lanes, always added in the same order.</summary>
    static abstract float Sum(TVector a);

    /// <summary>Writes <see cref="Sum"/> of four registers, bit for bit: together they take a third of the instructions.</summary>
    static abstract void StoreSums(TVector a, TVector b, TVector c, TVector d, float* target);

    /// <summary>The largest lane.</summary>
    static abstract float MaxAcross(TVector a);
}
