using System.Globalization;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// The model found its own output no more surprising than the limit: exp(−mean ln p) over the output's tokens, from their exact probabilities.
/// </summary>
internal sealed class PerplexityAssertion : IAssertion
{
    public string Type => "perplexity";

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        double perplexity = Of(context);
        bool pass = context.Assertion.Threshold is not { } threshold || perplexity <= threshold;
        return context.Result(pass, pass ? 1 : 0, pass ? AssertionResults.Passed : string.Create(CultureInfo.InvariantCulture,
            $"Perplexity {perplexity:F2} is greater than threshold {NumberText.Of(context.Assertion.Threshold!.Value)}"));
    }

    /// <summary>The perplexity of an answer.</summary>
    /// <exception cref="HeedException">Its probabilities are not known.</exception>
    public static double Of(AssertionContext context) => context.Answer.LogProbabilities.Count > 0
        ? Math.Exp(-context.Answer.LogProbabilities.Average())
        : throw context.Error("expected the probabilities of the output's tokens; this answer has none. "
            + "A model answers with them; echo and given outputs do not.");
}
