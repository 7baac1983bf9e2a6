using System.Text;
using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Results;

/// <summary>
/// <c>meai:FOLDER</c>, or a folder whose name ends in /: files that the report tool of Microsoft.Extensions.AI.Evaluation reads,
/// results/EXECUTION/SCENARIO/ITERATION.json: the execution is the run, the scenario configuration, test and column, the iteration the repeat.
/// </summary>
public sealed class ScenarioResultWriter : IResultWriter
{
    private const string Prefix = "meai:";

    /// <inheritdoc/>
    public string Names => "meai:FOLDER or FOLDER/";

    /// <inheritdoc/>
    public bool IsFor(string path)
        => path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar);

    /// <inheritdoc/>
    public void Write(EvalRun run, string path)
    {
        string folder = path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? path[Prefix.Length..] : path;
        if (string.IsNullOrWhiteSpace(folder)) throw new HeedException($"{path}: expected a folder, as in meai:evaluations; got none.");
        string execution = Segment(run.Id, 100);
        Dictionary<int, int> numbers = Numbers(run);
        foreach (RunRow row in run.Rows)
        {
            string scenario = ScenarioName(run, row, numbers[row.Case.Index]), iteration = (row.Case.Repeat
                + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            ResultFile.Write(Path.Combine(folder, "results", execution, scenario, iteration + ".json"), stream =>
            {
                using var json = new Utf8JsonWriter(stream, JsonWriting.Indented);
                ScenarioJson.Write(json, run, row, scenario, execution, iteration);
            });
        }
    }

    // A case is its test and its place among the combinations of it: the same for all repeats.
    private static Dictionary<int, int> Numbers(EvalRun run)
    {
        var places = run.Plan.Cases.Concat(run.Rows.Select(row => row.Case)).DistinctBy(test => test.Index).GroupBy(test => (test.Test, test.Repeat))
            .SelectMany(group => group.OrderBy(test => test.Index).Select((test, place) => (test.Index, Key: (test.Test, place)))).OrderBy(test
                => test.Index).ToList();
        Dictionary<(int, int), int> numbers = places.Select(test => test.Key).Distinct().Select((key, number) => (key, number + 1)).ToDictionary();
        return places.ToDictionary(test => test.Index, test => numbers[test.Key]);
    }

    private static string ScenarioName(EvalRun run, RunRow row, int number)
    {
        string name = run.Plan.Description is { Length: > 0 } description ? Segment(description, 30) : "eval";
        string test = row.Case.Description is { Length: > 0 } text ? " " + Segment(text, 30) : "";
        return $"{name}.test {number}{test}.{row.Column.Index + 1} {Segment(row.Column.Prompt.Label, 30)}";
    }

    // One segment of a path on any system, short enough for all of them.
    private static string Segment(string name, int most)
    {
        var segment = new StringBuilder();
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (segment.Length >= most) break;
            segment.Append(rune.Value < 32 || rune.Value == 0x7F || (rune.IsAscii && "<>:\"/\\|?*{}".Contains((char)rune.Value)) ? "_" : rune.ToString());
        }
        string text = segment.ToString().Trim().TrimEnd('.', ' ');
        return text.Length == 0 || text.All(c => c == '.') ? "_" : text;
    }
}
