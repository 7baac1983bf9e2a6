using System.Globalization;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>1/(1 + perplexity) is at least the limit.</summary>
internal sealed class PerplexityScoreAssertion : IAssertion
{
    public string Type => "perplexity-score";

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        double score = 1 / (1 + PerplexityAssertion.Of(context));
        bool pass = context.Assertion.Threshold is not { } threshold || score >= threshold;
        return context.Result(pass, score, pass ? AssertionResults.Passed : string.Create(CultureInfo.InvariantCulture,
            $"Perplexity score {score:F2} is less than threshold {NumberText.Of(context.Assertion.Threshold!.Value)}"));
    }
}
