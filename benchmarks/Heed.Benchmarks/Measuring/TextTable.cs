namespace Heed.Benchmarks;

/// <summary>Rows of cells printed in columns: the first from the left, the others to the right.</summary>
/// <param name="header">One title a column.</param>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    /// <summary>Adds a row of as many cells as the header has.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Prints to standard output.</summary>
    public void Print()
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];
        foreach (string[] row in _rows)
        {
            IEnumerable<string> others = row.Skip(1).Zip(widths.Skip(1), (cell, width) => cell.PadLeft(width));
            Console.WriteLine(string.Join("  ", others.Prepend(row[0].PadRight(widths[0]))));
        }
    }
}
