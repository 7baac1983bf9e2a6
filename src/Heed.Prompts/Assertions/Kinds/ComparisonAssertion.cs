namespace Heed.Prompts.Assertions.Kinds;

/// <summary>A kind that looks at all columns of a case, judged by <see cref="ColumnJudging"/>; with <c>not-</c>, or in a set, it does not exist.</summary>
internal sealed class ComparisonAssertion(string type) : IAssertion
{
    public string Type => type;

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
        => throw context.Error($"compares the columns of a case: write it as {type} among the assertions of a test, not in a set and not with not-.");
}
