using Heed.Numerics;

namespace Heed.Scores;

/// <summary>
/// A change to a score between the scaled product and the softmax: t = f(s) at (batch, head, row, key). A small struct the kernel is compiled for.
/// </summary>
/// <remarks>
/// <see cref="Define"/> is the definition; <see cref="Apply{TLane, TVector}"/> is a faster answer to the same question and is tested against it. Members must be pure and
/// safe to call from several threads. Changes compose with <see cref="Then{TFirst, TSecond}"/>; the field's order is soft cap, then what is added.
/// </remarks>
public interface IScore
{
    /// <summary>Whether f(s) = s everywhere: the kernel then leaves out both calls and folds the scale into the queries.</summary>
    static abstract bool IsIdentity { get; }

    /// <summary>Whether f only adds, f′ = 1 everywhere: the backward pass then leaves the slope out.</summary>
    static abstract bool IsAdditive { get; }

    /// <summary>A short readable name, such as <c>softcap(50)</c>.</summary>
    string Name { get; }

    /// <summary>Refuses a call whose sizes the change was not made for; called once, before the kernel.</summary>
    /// <exception cref="ArgumentException">It needs other sizes.</exception>
    void Check(int batch, int heads, int queryCount, int keyCount);

    /// <summary>f(s) for the keys <paramref name="key"/> … + width of one row. Lanes past the last key may hold anything and do not matter, but nothing may be read there.</summary>
    TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>f′(s), for the gradient.</summary>
    TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>f(s) in double: the definition.</summary>
    double Define(double score, int batch, int head, int row, int key);

    /// <summary>f′(s) in double: the definition.</summary>
    double DefineSlope(double score, int batch, int head, int row, int key);
}
