using System.CommandLine;
using System.Globalization;
using Heed.Models;
using Heed.Models.Tasks;
using Heed.Models.Weights;

namespace Heed.Cli;

/// <summary>The options of every command that loads a model: which, and what becomes of its weights.</summary>
/// <param name="byDefault">The model where none is named; null where one must be.</param>
internal sealed class ModelOptions(string? byDefault = null)
{
    private static readonly Dictionary<string, WeightUse> s_uses = new(StringComparer.Ordinal)
    {
        ["stored"] = WeightUse.AsStored, ["int8"] = WeightUse.Int8, ["float32"] = WeightUse.Own,
    };

    /// <summary>--model.</summary>
    public Option<string> Model { get; } = byDefault is null ? new Option<string>("--model") { Description = Models, Required = true }
        : new Option<string>("--model") { Description = Models, DefaultValueFactory = _ => byDefault };

    /// <summary>--weights.</summary>
    public Option<string> Weights { get; } = new("--weights")
    {
        Description = "How weights are used: stored (as in the files), int8 (rounded when loaded; the error is told), float32 (copied).",
        DefaultValueFactory = _ => "stored",
    };

    private const string Models = "A built-in model, the path of a model folder or of a GGUF file, or ORG/NAME as 'heed pull' fetched it.";

    /// <summary>Loads what was asked for; rounding is told on standard error.</summary>
    /// <exception cref="HeedException">There is no such model, or it cannot be used.</exception>
    public LanguageModel Load(ParseResult result) => Told(BuiltInModels.Load(result.GetValue(Model)!, Read(result)), result);

    /// <summary>The same for embeddings.</summary>
    /// <exception cref="HeedException">There is no such model, or it cannot be used.</exception>
    public SentenceEmbedder LoadEmbedder(ParseResult result)
    {
        SentenceEmbedder embedder = BuiltInModels.Find(result.GetValue(Model)!).LoadEmbedder(Read(result));
        Told(embedder.Model, result);
        return embedder;
    }

    private LoadOptions Read(ParseResult result)
        => s_uses.TryGetValue(result.GetValue(Weights)!, out WeightUse use) ? new LoadOptions { Weights = use }
            : throw new HeedException($"weights: expected {string.Join(", ", s_uses.Keys)}; got '{result.GetValue(Weights)}'.");

    private LanguageModel Told(LanguageModel model, ParseResult result)
    {
        if (Read(result).Weights != WeightUse.Int8) return model;
        Console.Error.WriteLine(model.Transformer.Rounding is { } error
            ? string.Create(CultureInfo.InvariantCulture,
                $"heed: {error.Numbers} weights rounded to int8; error {100 * error.Relative:F2} % of the stored ones (root mean "
                + $"square), at most {error.Largest:G3}.")
            : "heed: no weight was rounded to int8: the matrices are in blocks already, or their rows are no multiple of 32 numbers.");
        return model;
    }
}
