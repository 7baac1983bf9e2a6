using System.Numerics;

namespace Heed;

/// <summary>
/// A small generator whose sequence never changes: xoshiro256**, seeded by SplitMix64. Corpora and fresh weights are
/// reproducible because of it,
/// so a change to any number it gives is a breaking change. Pass it by <c>ref</c>: a copy repeats the original.
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2018).
/// </summary>
public struct Randomness
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>The sequence number <paramref name="index"/> of a stream; different arguments give unrelated sequences.</summary>
    public Randomness(ulong seed, ulong stream = 0, ulong index = 0)
    {
        ulong mix = seed;
        mix = SplitMix(ref mix) ^ stream;
        mix = SplitMix(ref mix) ^ index;
        _s0 = SplitMix(ref mix);
        _s1 = SplitMix(ref mix);
        _s2 = SplitMix(ref mix);
        _s3 = SplitMix(ref mix);
    }

    /// <summary>The whole state: set it to what a checkpoint kept and the sequence goes on from there.</summary>
    /// <exception cref="ArgumentException">All four words are zero, from where xoshiro never leaves.</exception>
    public (ulong S0, ulong S1, ulong S2, ulong S3) State
    {
        readonly get => (_s0, _s1, _s2, _s3);
        set
        {
            if (value == default)
                throw new ArgumentException("State: expected at least one word that is not zero; got four zeros", nameof(value));
            (_s0, _s1, _s2, _s3) = value;
        }
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), every one equally likely.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(Next(), range, out ulong low);

        // Lemire (2019): 2^64 mod range of the low words would make some results too frequent; draw those again.
        ulong excess = unchecked(0 - range) % range;
        while (low < excess)
            high = Math.BigMul(Next(), range, out low);
        return (int)high;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int NextBetween(int least, int most) => least + NextInt(checked(most - least + 1));

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>One element, every one equally likely.</summary>
    public T Pick<T>(IReadOnlyList<T> list) => list[NextInt(list.Count)];

    /// <summary>Puts the elements in a random order, every order equally likely.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    /// <summary><paramref name="count"/> different numbers of [0, <paramref name="bound"/>), in random order.</summary>
    public int[] Distinct(int count, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bound);
        int[] all = new int[bound];
        for (int value = 0; value < bound; value++)
            all[value] = value;
        for (int first = 0; first < count; first++)
        {
            int other = first + NextInt(bound - first);
            (all[first], all[other]) = (all[other], all[first]);
        }
        return all[..count];
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
