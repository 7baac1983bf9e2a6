using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Tests.Stores;

/// <summary>Traces and versions for tests of stores.</summary>
internal static class Samples
{
    /// <summary>When the first of them began.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A trace with something in every member.</summary>
    public static Trace Full(string? id = null) => new(id ?? TraceIds.New(Start), Start.AddTicks(1234567).ToOffset(TimeSpan.FromHours(2)))
    {
        RunId = "eval-abc",
        PromptName = "support",
        PromptVersion = new PromptVersion("Answer {{question}}", default, "tiny").Hash,
        Label = "production",
        Vars = new Dictionary<string, JsonElement> { ["question"] = Json("\"Why?\\u0000\\\"\""), ["n"] = Json("[1,2.50,{\"a\":null}]") },
        Input = "Answer Why?\nÄrger 😀 \u2028 'x'",
        InputTokens = [1, 2, 3],
        Output = "Because.\0\t",
        OutputTokens = [4, 5],
        LogProbabilities = [-0.1, double.NegativeInfinity, -1e-300, double.NaN, -0.0],
        Model = "tiny",
        ModelHash = "aa",
        TokenizerHash = "bb",
        Parameters = Json("{\"temperature\":0.70,\"max_tokens\":3}"),
        Seed = ulong.MaxValue,
        LatencyMs = 1.5,
        FirstTokenMs = 0.25,
        FinishReason = "stop",
        Error = "none at all",
        Scores = new Dictionary<string, double> { ["quality"] = 0.5, ["odd"] = double.PositiveInfinity },
        Tags = ["a", "b b"],
        Metadata = new Dictionary<string, JsonElement> { ["topic"] = Json("\"billing\""), ["row"] = Json("7") },
        HeedVersion = "0.1.0",
        Kernel = "512 bits, 2 threads",
    };

    /// <summary>The i-th of many plain traces, a second later than the one before.</summary>
    public static Trace Plain(int i) => new(string.Create(CultureInfo.InvariantCulture, $"{i:D8}"), Start.AddSeconds(i))
    {
        Input = $"question {i}", Output = $"answer {i % 10}", Model = i % 2 == 0 ? "even" : "odd", LatencyMs = i,
    };

    /// <summary>A value.</summary>
    public static JsonElement Json(string text) => JsonElement.Parse(text);

    /// <summary>A trace as its JSON, to compare all of it.</summary>
    public static string Text(Trace? trace)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) TraceJson.Write(json, trace!);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
