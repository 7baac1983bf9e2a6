using System.CommandLine;
using System.Globalization;
using Heed.Models;
using Heed.Models.Weights;

namespace Heed.Cli;

/// <summary>The options of every command that loads a model: which, and what becomes of its weights.</summary>
internal sealed class ModelOptions(string byDefault)
{
    private static readonly Dictionary<string, WeightUse> s_uses = new(StringComparer.Ordinal)
    {
        ["stored"] = WeightUse.AsStored, ["int8"] = WeightUse.Int8, ["float32"] = WeightUse.Own,
    };

    /// <summary>--model.</summary>
    public Option<string> Model { get; } = new("--model")
    {
        Description = "A built-in model, the path of a model folder or of a GGUF file, or ORG/NAME as 'heed pull' fetched it.",
        DefaultValueFactory = _ => byDefault,
    };

    /// <summary>--weights.</summary>
    public Option<string> Weights { get; } = new("--weights")
    {
        Description = "How weights are used: stored (as in the files), int8 (rounded when loaded; the error is told), float32 (copied).",
        DefaultValueFactory = _ => "stored",
    };

    /// <summary>Loads what was asked for; rounding is told on standard error.</summary>
    /// <exception cref="HeedException">There is no such model, or it cannot be used.</exception>
    public LanguageModel Load(ParseResult result)
    {
        string weights = result.GetValue(Weights)!;
        if (!s_uses.TryGetValue(weights, out WeightUse use))
            throw new HeedException($"weights: expected {string.Join(", ", s_uses.Keys)}; got '{weights}'.");
        LanguageModel model = BuiltInModels.Load(result.GetValue(Model)!, new LoadOptions { Weights = use });
        if (use == WeightUse.Int8) Console.Error.WriteLine($"heed: {Told(model.Transformer.Rounding)}");
        return model;
    }

    private static string Told(RoundingError? rounding) => rounding is { } error
        ? string.Create(CultureInfo.InvariantCulture,
            $"{error.Numbers:N0} weights rounded to int8; error against the stored ones {100 * error.Relative:F2} % of their size, at most {error.Largest:G3}.")
        : "no weight was rounded to int8: the matrices are in blocks already, or their rows are no multiple of 32 numbers.";
}
