using Heed.Scores;

namespace Heed.Tests.Cache;

/// <summary>The definition of a score change of whole sequences as the last rows of each see it: query t of a row with n positions is row
/// n − Tq + t.</summary>
internal readonly struct LastRowsScore<TScore>(TScore score, int[] lengths, int queryCount) : IScore where TScore : struct, IScore
{
    public static bool IsIdentity => TScore.IsIdentity;

    public static bool IsAdditive => TScore.IsAdditive;

    public string Name => score.Name;

    public void Check(int batch, int heads, int queries, int keyCount) { }

    public double Define(double value, int batch, int head, int row, int key)
        => score.Define(value, batch, head, lengths[batch] - queryCount + row, key);

    public double DefineSlope(double value, int batch, int head, int row, int key)
        => throw new NotSupportedException("the definition alone is asked");

    TVector IScore.Apply<TLane, TVector>(TVector value, int batch, int head, int row, int key)
        => throw new NotSupportedException("the definition alone is asked");

    TVector IScore.Slope<TLane, TVector>(TVector value, int batch, int head, int row, int key)
        => throw new NotSupportedException("the definition alone is asked");
}
