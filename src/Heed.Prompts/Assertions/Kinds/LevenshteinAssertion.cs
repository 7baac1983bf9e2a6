using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output is at most so many insertions, deletions and replacements from a text: 5 where nothing is said.</summary>
internal sealed class LevenshteinAssertion : IAssertion
{
    private const double Usual = 5;

    public string Type => "levenshtein";

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        string value = context.TextValue(mayBeEmpty: true);
        double threshold = context.Assertion.Threshold ?? Usual;
        int distance = EditDistance.Of(context.Output, value, context.Cancellation);
        bool pass = distance <= threshold;
        return context.Result(pass, pass ? 1 : 0, pass ? AssertionResults.Passed
            : $"Levenshtein distance {distance} is greater than threshold {NumberText.Of(threshold)}");
    }
}
