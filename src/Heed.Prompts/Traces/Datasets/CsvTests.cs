using Heed.Prompts.Values;
using System.Text.Json;
using Heed.Prompts.Traces.Formats;

namespace Heed.Prompts.Traces.Datasets;

/// <summary>
/// A table of tests: a column a variable, <c>__expected</c>, and the trace and its metadata in columns of their own. Values that are no texts are written as
/// JSON.
/// </summary>
internal sealed class CsvTests : ITraceFormat
{
    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    public void Write(TextWriter output, IReadOnlyList<Trace> traces)
    {
        DatasetRow[] rows = [.. DatasetRow.All(traces)];
        string[] vars = [.. rows.SelectMany(row => row.Vars.Keys).Distinct()];
        string[] metadata = [.. rows.SelectMany(row => row.Metadata.Keys).Distinct().Where(name => name != DatasetRow.TraceMember)];
        if (vars.FirstOrDefault(name => name.StartsWith("__", StringComparison.Ordinal)) is { } reserved)
            throw new HeedException($"dataset: the variable '{reserved}' would be read as a column of another meaning; write .yaml or .jsonl.");
        CsvLine.Write(output, [.. vars, "__expected", Column(DatasetRow.TraceMember), .. metadata.Select(Column)]);
        foreach (DatasetRow row in rows)
            CsvLine.Write(output,
            [
                .. vars.Select(name => row.Vars.TryGetValue(name, out JsonElement value) ? Literal.Of(TraceText.Plain(value)) : ""),
                // Without its name in front an expectation may be taken for one of another kind.
                row.Expected is { } expected ? "equals:" + Literal.Of(expected, isTrimmed: true) : "",
                row.TraceId, .. metadata.Select(name => row.Metadata.TryGetValue(name, out JsonElement value) ? TraceText.Plain(value) : ""),
            ]);

        static string Column(string name) => "__metadata:" + name;
    }
}
