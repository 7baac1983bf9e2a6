using System.Globalization;
using Heed.Prompts.Assertions.Texts;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// BLEU against one or several references is at least the limit, 0.5 where nothing is said; <c>standard: true</c> takes the published formula.
/// </summary>
internal sealed class BleuAssertion : IAssertion
{
    private const double Usual = 0.5;

    public string Type => "bleu";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        (string[] words, IReadOnlyList<string>[] references) = Words(context);
        double score = Formula.IsStandard(context) ? Bleu.Standard(words, references) : Bleu.Promptfoo(words, references);
        return context.Scored(score, context.Assertion.Threshold ?? Usual, string.Create(CultureInfo.InvariantCulture, $"BLEU score {score:F4}"));
    }

    /// <summary>The output and its references in lower case, parted by white space; an empty text is one empty word.</summary>
    /// <exception cref="HeedException">One of them is missing.</exception>
    public static (string[] Output, IReadOnlyList<string>[] References) Words(AssertionContext context)
    {
        IReadOnlyList<string> references = context.TextValues(mayBeEmpty: true);
        if (references.Count == 0) throw context.WrongValue("a text or a list of texts with at least one");
        if (context.Output.Length == 0) throw context.Error("expected an output with words; it is empty.");
        return (Split(context.Output), [.. references.Select(Split)]);
    }

    private static string[] Split(string text)
        => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? Array.ConvertAll(words, TextCase.Lower) : [""];
}
