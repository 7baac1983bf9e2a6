using Heed.Prompts.Plans;

namespace Heed.Prompts.Assertions;

/// <summary>Judges an answer by all assertions of its case.</summary>
public static class Judging
{
    /// <summary>Judges: values rendered and read, transforms applied, <c>not-</c>, weights, thresholds and sets.</summary>
    /// <param name="context">Of the whole answer; its assertion is not looked at.</param>
    /// <param name="assertions">The case's.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Judgement Judge(AssertionContext context, IReadOnlyList<PlannedAssertion> assertions)
        => throw new HeedException($"assertions: not there yet: {context}{assertions}");
}
