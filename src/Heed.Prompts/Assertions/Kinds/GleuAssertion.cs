using System.Globalization;
using Heed.Prompts.Assertions.Texts;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// GLEU against the best of its references is at least the limit, 0.5 where nothing is said. Words lose the dots at their ends, as in promptfoo;
/// with <c>standard: true</c> they keep them.
/// </summary>
internal sealed class GleuAssertion : IAssertion
{
    private const double Usual = 0.5;

    public string Type => "gleu";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        (string[] output, IReadOnlyList<string>[] references) = BleuAssertion.Words(context);
        Func<string, string> form = Formula.IsStandard(context) ? word => word : word => word.TrimEnd('.');
        string[] words = Words(output);
        double score = references.Max(reference => Gleu.Of(words, Words(reference)));
        return context.Scored(score, context.Assertion.Threshold ?? Usual, string.Create(CultureInfo.InvariantCulture, $"GLEU score {score:F4}"));

        string[] Words(IReadOnlyList<string> all) => [.. all.Select(form).Where(word => word.Length > 0)];
    }
}
