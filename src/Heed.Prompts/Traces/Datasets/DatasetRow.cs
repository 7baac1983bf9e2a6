using System.Text.Json;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Traces.Datasets;

/// <summary>A test made of a trace: its variables, with the output as what is expected.</summary>
/// <param name="TraceId">Where it comes from.</param>
/// <param name="Vars">Names and values.</param>
/// <param name="Expected">The output; null where nothing is expected.</param>
/// <param name="Metadata">The trace's.</param>
public sealed record DatasetRow(string TraceId, IReadOnlyDictionary<string, JsonElement> Vars, string? Expected, IReadOnlyDictionary<string,
    JsonElement> Metadata)
{
    /// <summary>The metadata that a row's trace is named by.</summary>
    public const string TraceMember = "trace";

    /// <summary>Whether a reader of tests would make a case of each element of a variable: a list that begins with a text stands for as many cases.</summary>
    internal bool WouldExpand => Vars.Values.Any(value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
        && value[0].ValueKind == JsonValueKind.String);

    /// <summary>A row of each question and answer: what several runs asked and answered alike is one test, that of the first trace.</summary>
    /// <exception cref="HeedException">The texts of a trace were left out.</exception>
    public static IEnumerable<DatasetRow> All(IEnumerable<Trace> traces) => traces.Select(Of).DistinctBy(row => CanonicalJson.Hash(
        [row.Expected is null ? "" : "expected", row.Expected ?? "", .. row.Vars.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => (string[])[pair.Key, CanonicalJson.Text(pair.Value)])]));

    /// <summary>Makes a row of a trace.</summary>
    /// <exception cref="HeedException">Its texts were left out.</exception>
    public static DatasetRow Of(Trace trace)
    {
        if (trace.Redacted) throw new HeedException($"dataset: the texts of trace {trace.Id} were left out when it was kept (--redact); leave it out "
            + $"by a filter.");
        return new DatasetRow(trace.Id, trace.Vars, trace.Error is null ? trace.Output : null, trace.Metadata);
    }
}
