using System.Text;

namespace Heed.Benchmarks;

/// <summary>A table in Markdown: the first column from the left, the others to the right.</summary>
/// <param name="header">One title a column.</param>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row of as many cells as the header has.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line(header);
        Line([.. header.Select((_, column) => column == 0 ? "---" : "--:")]);
        foreach (string[] row in _rows) Line(row);
        return text.ToString();

        void Line(string[] cells) => text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|"))).Append(" |\n");
    }
}
