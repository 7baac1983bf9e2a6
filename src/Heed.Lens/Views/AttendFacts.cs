using System.Globalization;
using Heed.Models;

namespace Heed.Lens.Views;

/// <summary>Lines that stand above pictures of attention.</summary>
internal static class AttendFacts
{
    /// <summary>The model and the length of the text.</summary>
    public static string Of(LanguageModel model, ReadText read)
    {
        Blueprint b = model.Transformer.Blueprint;
        return string.Create(CultureInfo.InvariantCulture,
            $"{model.Name} ({model.Architecture}, {b.Layers} layers × {b.Heads} heads, {model.Transformer.ParameterCount:N0} parameters)")
            + string.Create(CultureInfo.InvariantCulture, $" · {read.Length:N0} tokens");
    }

    /// <summary>The tokens that count as sink.</summary>
    public static string Sinks(ReadText read) => string.Join(", ", Enumerable.Range(0, read.Length).Where(read.IsSink).Select(read.Show).Distinct());
}
