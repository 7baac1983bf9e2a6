using System.Text;

namespace Heed.Lens.Views;

/// <summary>A table of a page, as a table: its heads name columns, its numbers stand under each other.</summary>
/// <param name="caption">What it shows.</param>
/// <param name="columns">Names; a column of numbers stands to the right.</param>
public sealed class HtmlTable(string caption, params (string Name, bool IsNumber)[] columns)
{
    private readonly StringBuilder _rows = new();

    /// <summary>Rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One a column: text, and a tone behind it or null.</param>
    public void Add(params (string Text, Tone? Behind)[] cells)
    {
        if (cells.Length != columns.Length) throw new HeedException($"table '{caption}': expected {columns.Length} cells in a row; got {cells.Length}.");
        Rows++;
        _rows.Append("<tr>");
        for (int i = 0; i < cells.Length; i++)
        {
            string classes = string.Join(' ', new[] { columns[i].IsNumber ? "n" : "", cells[i].Behind?.Name ?? "" }.Where(name => name.Length > 0));
            _rows.Append(classes.Length == 0 ? "<td>" : $"<td class=\"{classes}\">").Append(MarkupText.Escape(cells[i].Text)).Append("</td>");
        }
        _rows.Append("</tr>\n");
    }

    /// <summary>The table; a part of the page that scrolls by itself, by keyboard too, where the page is narrow.</summary>
    public override string ToString()
        => $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{MarkupText.Escape(caption)}\">\n"
            + $"<table><caption>{MarkupText.Escape(caption)}</caption>\n<thead><tr>"
            + string.Concat(columns.Select(column => $"<th scope=\"col\"{(column.IsNumber ? " class=\"n\"" : "")}>{MarkupText.Escape(column.Name)}</th>"))
            + $"</tr></thead>\n<tbody>\n{_rows}</tbody></table></div>\n";
}
