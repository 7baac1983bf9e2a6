using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>What a model says while it judges, embeds, sorts or is looked into is computed once for the same model and the same words.</summary>
internal static class Remembered
{
    /// <summary>A value: the one that is kept, else a new one.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="kind">What is computed.</param>
    /// <param name="model">The model that computes it; null for the usual one that embeds.</param>
    /// <param name="parts">Everything else that decides it.</param>
    /// <param name="compute">Computes it.</param>
    public static JsonElement Once(this AssertionContext context, string kind, string? model, IEnumerable<string> parts, Func<JsonElement> compute)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (context.Cache is not { } cache) return compute();
        (string hash, string tokenizer) = context.Models.Hashes(model);
        return cache.Once(AnswerCache.Key(kind, [hash, tokenizer, .. parts]), compute);
    }

    /// <summary>Some numbers: those that are kept, else new ones.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="kind">What is computed.</param>
    /// <param name="model">The model that computes them; null for the usual one that embeds.</param>
    /// <param name="parts">Everything else that decides them.</param>
    /// <param name="compute">Computes them.</param>
    public static double[] Once(this AssertionContext context, string kind, string? model, IEnumerable<string> parts, Func<double[]> compute)
        => [.. context.Once(kind, model, parts, () => Numbers(compute())).EnumerateArray().Select(Number)];

    // JSON has no infinity, which the logarithm of a probability of 0 is; texts stand for what is no number there.
    private static JsonElement Numbers(double[] numbers) => JsonText.Build(json =>
    {
        json.WriteStartArray();
        foreach (double number in numbers)
            if (double.IsFinite(number)) json.WriteNumberValue(number);
            else json.WriteStringValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndArray();
    });

    private static double Number(JsonElement json)
        => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : double.Parse(json.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
