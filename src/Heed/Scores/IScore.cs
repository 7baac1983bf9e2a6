using Heed.Numerics;

namespace Heed.Scores;

/// <summary>
/// A change to a score between the scaled product and the softmax: t = f(s) at (batch, head, row, key). A small struct the kernel is compiled for.
/// </summary>
public interface IScore
{
    /// <summary>Whether f(s) = s everywhere: the kernel then leaves out both calls and folds the scale into the queries.</summary>
    static abstract bool IsIdentity { get; }

    /// <summary>f(s) for the keys <paramref name="key"/> … + width of one row.</summary>
    TVector Apply<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>f′(s), for the gradient.</summary>
    TVector Slope<TLane, TVector>(TVector score, int batch, int head, int row, int key) where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>f(s) in double: the definition.</summary>
    double Define(double score, int batch, int head, int row, int key);

    /// <summary>f′(s) in double: the definition.</summary>
    double DefineSlope(double score, int batch, int head, int row, int key);
}
