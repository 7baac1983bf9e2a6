namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output ended for this reason: <c>stop</c> or <c>length</c>, in any case.</summary>
internal sealed class FinishReasonAssertion : IAssertion
{
    public string Type => "finish-reason";

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        string value = context.TextValue();
        if (context.Answer.FinishReason is not { } reason) return context.Result(false, 0, "The answer does not say why it ended");
        bool pass = string.Equals(reason, value, StringComparison.OrdinalIgnoreCase);
        return context.Result(pass, pass ? 1 : 0, pass ? AssertionResults.Passed : $"Expected finish reason \"{value}\" but got \"{reason}\"");
    }
}
