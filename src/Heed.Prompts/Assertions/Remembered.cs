using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>What a model says while it judges, embeds, sorts or is looked into is computed once for the same model and the same words.</summary>
internal static class Remembered
{
    /// <summary>What is kept, else what is computed now. What is kept and cannot be read counts as nothing.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="kind">What is computed.</param>
    /// <param name="model">The model that computes it; null for the usual one that embeds.</param>
    /// <param name="parts">Everything else that decides it.</param>
    /// <param name="compute">Computes it.</param>
    /// <param name="write">As it is kept.</param>
    /// <param name="read">From what is kept; throws where that is something else.</param>
    public static T Once<T>(
        this AssertionContext context, string kind, string? model, IEnumerable<string> parts, Func<T> compute, Func<T, JsonElement> write, Func<JsonElement, T> read)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (context.Cache is not { } cache) return compute();
        (string hash, string tokenizer) = context.Models.Hashes(model);
        string key = AnswerCache.Key(kind, [hash, tokenizer, .. parts]);
        try
        {
            if (cache.Find(key) is { ValueKind: not JsonValueKind.Undefined } known) return read(known);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            // A damaged file: what is computed now takes its place.
        }
        T found = compute();
        cache.Keep(key, write(found));
        return found;
    }

    /// <summary>So many numbers: those that are kept, else new ones.</summary>
    /// <inheritdoc cref="Once{T}"/>
    public static double[] Once(this AssertionContext context, string kind, string? model, IEnumerable<string> parts, int count, Func<double[]> compute)
        => context.Once(kind, model, parts, compute, Numbers, json => json.GetArrayLength() == count ? [.. json.EnumerateArray().Select(Number)]
            : throw new FormatException($"expected {count} numbers; got {json.GetArrayLength()}."));

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
