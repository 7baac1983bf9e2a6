using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The answer cost at most so much; what runs on this machine costs nothing by the call.</summary>
internal sealed class CostAssertion : IAssertion
{
    public string Type => "cost";

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        double threshold = context.Threshold("an amount");
        bool pass = threshold >= 0;
        return context.Result(pass, pass ? 1 : 0, pass ? AssertionResults.Passed : $"Cost 0 is greater than threshold {NumberText.Of(threshold)}");
    }
}
