using System.Text;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Sources;

/// <summary>Splits comma-separated values: quotes by RFC 4180, else quotes wherever they stand; empty lines are passed over.</summary>
internal static class CsvText
{
    /// <summary>The rows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="HeedException">A quote is not closed.</exception>
    public static IReadOnlyList<CsvRow> Rows(string text, string file)
    {
        char between = Environment.GetEnvironmentVariable("PROMPTFOO_CSV_DELIMITER") is [var one, ..] ? one : ',';
        return Read(text, between, strict: true) ?? Read(text, between, strict: false)
            ?? throw new HeedException($"{file}, line {Opened(text)}: expected CSV; a quote is not closed. Write a quote inside of quotes as two.");

        IReadOnlyList<CsvRow>? Read(string all, char delimiter, bool strict)
        {
            var rows = new List<CsvRow>();
            var cells = new List<string>();
            int at = 0, line = 1, rowLine = 1;
            while (at < all.Length)
            {
                if (Cell(all, ref at, ref line, delimiter, strict) is not { } cell) return null;
                cells.Add(cell);
                bool ends = at >= all.Length || all[at] != delimiter;
                if (!ends)
                {
                    at++;
                    if (at < all.Length) continue;
                    cells.Add("");
                }
                if (at < all.Length && all[at] == '\r') at++;
                if (at < all.Length && all[at] == '\n') at++;
                if (cells.Count > 1 || cells[0].Trim().Length > 0) rows.Add(new CsvRow(new Place(file, rowLine), [.. cells]));
                cells.Clear();
                rowLine = ++line;
            }
            return rows;
        }
    }

    // Null where strict quotes do not hold, or a quote is not closed.
    private static string? Cell(string text, ref int at, ref int line, char delimiter, bool strict)
    {
        if (at >= text.Length || text[at] != '"') return Plain(text, ref at, delimiter, strict);
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"') break;
                at++;
            }
            if (text[at] == '\n') line++;
            cell.Append(text[at]);
        }
        if (at >= text.Length) return null;
        at++;
        if (at >= text.Length || text[at] == delimiter || text[at] is '\r' or '\n') return cell.ToString();
        // Something follows the quote: all of it is plain text then.
        return strict ? null : cell + Plain(text, ref at, delimiter, strict: false);
    }

    private static string? Plain(string text, ref int at, char delimiter, bool strict)
    {
        int start = at;
        while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
            if (text[at++] == '"' && strict) return null;
        return text[start..at];
    }

    private static int Opened(string text) => 1 + text.AsSpan(0, Math.Max(0, text.LastIndexOf('"'))).Count('\n');
}
