using Heed.Prompts.Values;
using System.Globalization;
using System.Text.Json;

namespace Heed.Prompts.Traces.Formats;

/// <summary>A row a trace, with a column for each variable, score and metadata: for spreadsheets. Tokens and log-probabilities are not in it.</summary>
internal sealed class TraceTable : ITraceFormat
{
    private static readonly (string Name, Func<Trace, string?> Value)[] s_columns =
    [
        ("id", trace => trace.Id), ("started", trace => trace.Started.ToString("O", CultureInfo.InvariantCulture)), ("run", trace => trace.RunId),
        ("prompt", trace => trace.PromptName), ("version", trace => trace.PromptVersion), ("label", trace => trace.Label), ("model", trace => trace.Model),
        ("input", trace => trace.Input), ("output", trace => trace.Output), ("error", trace => trace.Error), ("finish_reason", trace => trace.FinishReason),
        ("input_tokens", trace => Number(trace.InputTokenCount)), ("output_tokens", trace => Number(trace.OutputTokenCount)),
            ("latency_ms", trace => Number(trace.LatencyMs)),
        ("first_token_ms", trace => Number(trace.FirstTokenMs)), ("seed", trace => trace.Seed.ToString(CultureInfo.InvariantCulture)),
        ("parameters", trace => trace.Parameters.ValueKind == JsonValueKind.Undefined ? null : trace.Parameters.GetRawText()),
            ("tags", trace => string.Join(' ', trace.Tags)),
    ];

    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    public void Write(TextWriter output, IReadOnlyList<Trace> traces)
    {
        string[] vars = [.. traces.SelectMany(trace => trace.Vars.Keys).Distinct()], scores = [.. traces.SelectMany(trace => trace.Scores.Keys).Distinct()],
            metadata = [.. traces.SelectMany(trace => trace.Metadata.Keys).Distinct()];
        CsvLine.Write(output,
        [
            .. s_columns.Select(column => column.Name), .. vars.Select(name => "var:" + name), .. scores.Select(name => "score:" + name),
            .. metadata.Select(name => "metadata:" + name),
        ]);
        foreach (Trace trace in traces)
            CsvLine.Write(output,
            [
                .. s_columns.Select(column => column.Value(trace) ?? ""),
                .. vars.Select(name => trace.Vars.TryGetValue(name, out JsonElement value) ? TraceText.Plain(value) : ""),
                .. scores.Select(name => trace.Scores.TryGetValue(name, out double score) ? Number(score) : ""),
                .. metadata.Select(name => trace.Metadata.TryGetValue(name, out JsonElement value) ? TraceText.Plain(value) : ""),
            ]);
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
