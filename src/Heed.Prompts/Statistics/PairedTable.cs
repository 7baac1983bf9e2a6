namespace Heed.Prompts.Statistics;

/// <summary>Two variants' passes on the same cases.</summary>
/// <param name="Both">Cases that both pass.</param>
/// <param name="OnlyA">Cases that A alone passes.</param>
/// <param name="OnlyB">Cases that B alone passes.</param>
/// <param name="Neither">Cases that neither passes.</param>
public readonly record struct PairedTable(int Both, int OnlyA, int OnlyB, int Neither)
{
    /// <summary>All cases.</summary>
    public int Count => Both + OnlyA + OnlyB + Neither;

    /// <summary>The pass rate of B less that of A.</summary>
    public double Delta => Count == 0 ? 0 : (double)(OnlyB - OnlyA) / Count;

    /// <summary>The share of cases on which they part.</summary>
    public double Discordant => Count == 0 ? 0 : (double)(OnlyA + OnlyB) / Count;

    internal void Check()
    {
        Checks.Counts(("both", Both), ("only A", OnlyA), ("only B", OnlyB), ("neither", Neither));
        if (Count == 0) throw new HeedException("pairs: expected at least 1; got none.");
    }
}
