using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Traces;

namespace Heed.Benchmarks;

/// <summary>
/// Traces as runs leave them: a question of some sentences, an answer with its tokens and log-probabilities, prompts, runs, tags and scores that come often
/// and seldom.
/// </summary>
internal static class GeneratedTraces
{
    /// <summary>Stands in one of <see cref="NeedleEvery"/> traces.</summary>
    public const string Needle = "zanzibar";

    /// <summary>How seldom the needle comes.</summary>
    public const int NeedleEvery = 10_000;

    /// <summary>A word of every second trace.</summary>
    public const string Common = "suitcase";

    private const int Sentences = 5, Tokens = 24;
    private static readonly string[] s_words = GeneratedText.English(200_000, seed: 3).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The traces of some numbers.</summary>
    public static Trace[] Of(int from, int count) => [.. Enumerable.Range(from, count).Select(i => Of(i))];

    private static Trace Of(int i)
    {
        var random = new Random(i);
        string question = Text(random, 12 * Sentences) + (i % 2 == 0 ? $" {Common}" : "") + (i % NeedleEvery == 17 ? $" {Needle}" : "");
        return new Trace(string.Create(CultureInfo.InvariantCulture, $"{i:x32}"), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(20 * i))
        {
            RunId = string.Create(CultureInfo.InvariantCulture, $"run-{i / 500}"), PromptName = $"prompt-{i % 7}",
                PromptVersion = $"{i / 5000:x8}{i % 7:x8}", Label = i % 3 == 0 ? "production" : null,
            Vars = new Dictionary<string, JsonElement> { ["question"] = JsonElement.Parse(JsonSerializer.Serialize(question)) },
            Input = "Answer the question in one sentence.\n" + question, InputTokens = [.. Enumerable.Range(0, 4 * Tokens).Select(_ => random.Next(50_000))],
            Output = Text(random, 15), OutputTokens = [.. Enumerable.Range(0, Tokens).Select(_ => random.Next(50_000))],
            LogProbabilities = [.. Enumerable.Range(0, Tokens).Select(_ => -random.NextDouble())], Model = $"model-{i % 4}",
                LatencyMs = random.NextDouble() * 1000,
            Parameters = JsonElement.Parse("""{"temperature":0.7,"max_tokens":64}"""), Tags = i % 997 == 0 ? ["odd", "checked"] : ["checked"],
            Scores = new Dictionary<string, double> { ["quality"] = random.NextDouble() }, Error = i % 100 == 3 ? "too long" : null,
            Metadata = new Dictionary<string, JsonElement> { ["row"] = JsonElement.Parse(i.ToString(CultureInfo.InvariantCulture)) },
        };
    }

    private static string Text(Random random, int words)
    {
        int start = random.Next(s_words.Length - words);
        return string.Join(' ', s_words.AsSpan(start, words));
    }
}
