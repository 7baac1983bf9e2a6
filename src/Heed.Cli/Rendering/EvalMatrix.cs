using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;
using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>A run in the console: the first rows as a grid, variables then columns, and how many passed.</summary>
internal static class EvalMatrix
{
    private const int MostRows = 25, MostCharacters = 250, NoGridFrom = 500;

    /// <summary>Writes it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="run">The run.</param>
    /// <param name="grid">Whether the grid is wanted; at 500 cells or more there is none.</param>
    public static void Write(IAnsiConsole console, EvalRun run, bool grid = true)
    {
        IReadOnlyList<MatrixRow> rows = MatrixRow.Of(run);
        if (grid && rows.Count > 0 && run.Rows.Count < NoGridFrom) Grid(console, run, rows);
        RunTotals totals = RunTotals.Of(run.Rows);
        console.WriteLine($"Duration: {(run.DurationMs / 1000).ToString(run.DurationMs < 10_000 ? "0.0" : "0", CultureInfo.InvariantCulture)}s");
        console.MarkupLine($"[green]Successes: {totals.Successes}[/]");
        console.MarkupLine(totals.Failures > 0 ? $"[red]Failures: {totals.Failures}[/]" : "Failures: 0");
        console.MarkupLine(totals.Errors > 0 ? $"[red]Errors: {totals.Errors}[/]" : "Errors: 0");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Pass Rate: {100 * totals.PassRate:F2}%"));
    }

    private static void Grid(IAnsiConsole console, EvalRun run, IReadOnlyList<MatrixRow> rows)
    {
        string[] names = [.. rows.SelectMany(row => row.Vars.Keys).Distinct().Order(StringComparer.Ordinal)];
        int count = names.Length + run.Plan.Columns.Count, width = Math.Max(6, (console.Profile.Width - 11) / count - 3);
        var table = new Table { Border = TableBorder.Square, ShowRowSeparators = true };
        foreach (string head in names.Concat(run.Plan.Columns.Select(column => column.Name)))
            table.AddColumn(new TableColumn(new Text(TerminalText.Of(head, MostCharacters), new Style(decoration: Decoration.Bold))) { Width = width });
        foreach (MatrixRow row in rows.Take(MostRows))
        {
            IReadOnlyDictionary<string, JsonElement> vars = row.Vars;
            table.AddRow([.. names.Select(name => Variable(vars, name)), .. row.Cells.Select(Cell)]);
        }
        console.Write(table);
        if (rows.Count > MostRows) console.WriteLine($"... {rows.Count - MostRows} more rows not shown; -o results.html has all ...");
    }

    private static Paragraph Variable(IReadOnlyDictionary<string, JsonElement> vars, string name)
        => new(vars.TryGetValue(name, out JsonElement value) ? TerminalText.Of(ShownValue.Of(value), MostCharacters) : "");

    private static Paragraph Cell(RunRow? row)
    {
        if (row is null) return new Paragraph("not done");
        var style = new Style(row.Success ? Color.Green : Color.Red);
        return new Paragraph().Append(ShownCell.Tag(row), new Style(style.Foreground, decoration: Decoration.Bold))
            .Append(" " + TerminalText.Of(ShownCell.Text(row), MostCharacters), row.Success ? Style.Plain : style);
    }
}
