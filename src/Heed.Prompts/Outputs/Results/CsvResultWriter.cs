using Heed.Prompts.Values;
using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>
/// <c>*.csv</c>: a line a case, variables by name in order, then a cell a column: <c>[PASS] (1.00, metric: 0.50)</c>, an empty line, the output, an empty
/// line, and the reason.
/// Fields are quoted where RFC 4180 asks for it.
/// </summary>
public sealed class CsvResultWriter : IResultWriter
{
    /// <inheritdoc/>
    public string Names => "*.csv";

    /// <inheritdoc/>
    public bool IsFor(string path) => ResultFile.Ends(path, ".csv");

    /// <inheritdoc/>
    public void Write(EvalRun run, string path) => ResultFile.WriteText(path, text =>
    {
        string[] names = [.. run.Rows.SelectMany(row => row.Vars.Keys).Distinct().Order(StringComparer.Ordinal)];
        CsvLine.Write(text, [.. names, .. run.Plan.Columns.Select(column => column.Name)]);
        foreach (MatrixRow row in MatrixRow.Of(run))
        {
            IReadOnlyDictionary<string, JsonElement> vars = row.Vars;
            CsvLine.Write(text, [.. names.Select(name => vars.TryGetValue(name, out JsonElement value) ? ShownValue.Of(value) : ""), .. row.Cells.Select(Cell)]);
        }
    });

    private static string Cell(RunRow? row)
    {
        if (row is null) return "";
        string scores = string.Join(", ", row.NamedScores.Select(named => Invariant($"{named.Key}: {named.Value:F2}")).Prepend(Invariant($"{row.Score:F2}")));
        string reason = row.Failure == FailureReason.Error ? row.Error ?? row.Reason : $"{(row.Success ? "Pass" : "Fail")} Reason: {row.Reason}";
        return $"{ShownCell.Tag(row)} ({scores})\n\n{ShownCell.Output(row)}\n\n{reason}".Trim();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
