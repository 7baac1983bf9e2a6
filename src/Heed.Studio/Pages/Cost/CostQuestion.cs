using Heed.Models;
using Heed.Models.Cost;
using Heed.Numerics;
using Heed.Studio.Models;
using Heed.Studio.Safety;

namespace Heed.Studio.Pages.Cost;

/// <summary>A request that was understood.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Variants">What is set side by side.</param>
/// <param name="Contexts">T of the curves.</param>
/// <param name="Context">T of the numbers.</param>
/// <param name="Batch">B.</param>
internal sealed record CostQuestion(CostSubject Subject, IReadOnlyList<CostVariant> Variants, IReadOnlyList<long> Contexts, long Context, int Batch)
{
    private const int MostVariants = 6, ConfigLength = 100_000, MostTexts = 4096;
    private const long LongestContext = 1L << 30, ShortestCurve = 1 << 10;

    /// <summary>Reads it.</summary>
    /// <exception cref="HeedException">Something of it cannot be counted.</exception>
    /// <exception cref="TooLargeException">It is more than the studio takes.</exception>
    public static CostQuestion Of(CostRequest request, ModelShelf shelf)
    {
        CostSubject subject = SubjectOf(request, shelf);
        IReadOnlyList<VariantRequest> asked = request.Variants is { Count: > 0 } some ? some : [new VariantRequest()];
        if (asked.Count > MostVariants) throw new TooLargeException($"variants: expected at most {MostVariants}; got {asked.Count}. Leave some out.");
        long longest = Length(request.Longest ?? "1m", "longest", ShortestCurve), context = Length(request.Context ?? "32k", "context", 1);
        if (request.Batch is < 1 or > MostTexts) throw new HeedException($"batch: expected 1 … {MostTexts} texts; got {request.Batch}.");
        // Curves of a model with a short window begin where that can be seen.
        long first = subject.Blueprint.MaxPositions <= ShortestCurve ? ShortestCurve / 16 : ShortestCurve;
        return new CostQuestion(subject, [.. asked.Select(variant => VariantOf(variant, subject))], ContextLength.Doubling(first, longest), context,
            request.Batch);
    }

    private static CostSubject SubjectOf(CostRequest request, ModelShelf shelf)
    {
        int given = (request.Model is null ? 0 : 1) + (request.Shape is null ? 0 : 1) + (request.Config is null ? 0 : 1);
        if (given > 1) throw new HeedException("cost: expected one of model, shape and config; got several. Send the one that is to be counted.");
        if (request.Shape is { } shape) return new CostSubject("your shape", "", shape.Shape().Blueprint(), null).Stored(FormatOf(request.Weights));
        if (request.Config is not { } config) return CostSubject.Of(shelf.Get(request.Model));
        if (config.Length > ConfigLength)
            throw new TooLargeException($"config: expected at most {ConfigLength} characters, the text of a config.json; got {config.Length}.");
        if (string.IsNullOrWhiteSpace(config)) throw new HeedException("config: expected the text of a config.json; got an empty text. Paste it.");
        return CostSubject.ParseConfig(config).Stored(FormatOf(request.Weights));
    }

    /// <summary>Refuses what does not fit the model before the machine is measured for it.</summary>
    private static CostVariant VariantOf(VariantRequest? request, CostSubject subject)
    {
        if (request is null) throw new HeedException("variants: expected objects such as {\"window\":4096}; got null.");
        var variant = new CostVariant { Window = request.Window, KeyValueHeads = request.KeyValueHeads, Cache = PrecisionOf(request.Cache) };
        variant.Apply(subject.Blueprint);
        return variant;
    }

    private static CachePrecision PrecisionOf(string? name) => name switch
    {
        "f32" => CachePrecision.Float32,
        null or "f16" => CachePrecision.Float16,
        "int8" => CachePrecision.Int8,
        _ => throw new HeedException($"cache: expected f32, f16 or int8; got '{name}'."),
    };

    private static StoredFormat FormatOf(string? name) => name switch
    {
        "f32" => StoredFormat.Float32,
        null or "bf16" => StoredFormat.BFloat16,
        "q8_0" => StoredFormat.Q8_0,
        "q4_0" => StoredFormat.Q4_0,
        _ => throw new HeedException($"weights: expected f32, bf16, q8_0 or q4_0; got '{name}'."),
    };

    private static long Length(string text, string name, long least)
    {
        long length = ContextLength.Of(text);
        return length >= least && length <= LongestContext ? length
            : throw new HeedException($"{name}: expected {ContextLength.Text(least)} … {ContextLength.Text(LongestContext)} tokens; got {text}.");
    }
}
