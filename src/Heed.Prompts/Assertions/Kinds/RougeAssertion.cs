using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Assertions.Texts;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// ROUGE-N against a reference is at least the limit, 0.75 where nothing is said: promptfoo's formula, or with <c>standard: true</c> the published recall, of
/// runs of <c>n</c> words (1 where nothing is said).
/// </summary>
internal sealed class RougeAssertion : IAssertion
{
    private const double Usual = 0.75;

    public string Type => "rouge-n";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        IReadOnlyList<string> reference = TreebankWords.Split(context.TextValue()), output = TreebankWords.Split(context.Output);
        if (reference.Count == 0) throw context.WrongValue("a text with words");
        if (output.Count == 0) throw context.Error("expected an output with words; it has none.");
        double score = Formula.IsStandard(context) ? Rouge.Standard(output, reference, Length(context)) : Rouge.Promptfoo(output, reference);
        return context.Scored(score, context.Assertion.Threshold ?? Usual, string.Create(CultureInfo.InvariantCulture, $"ROUGE-N score {score:F2}"));
    }

    private static int Length(AssertionContext context) => context.Assertion.Setting("n") switch
    {
        { ValueKind: JsonValueKind.Undefined } => 1,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out int n) && n is >= 1 and <= 100 => n,
        var other => throw context.Error($"expected a whole number from 1 to 100 as n; got {JsonText.Kind(other)}."),
    };
}
