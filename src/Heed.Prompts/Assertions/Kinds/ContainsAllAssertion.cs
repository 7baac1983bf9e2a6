namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output contains each of several texts.</summary>
/// <param name="type">Its name.</param>
/// <param name="fold">What becomes of all texts first.</param>
internal sealed class ContainsAllAssertion(string type, Func<string, string> fold) : IAssertion
{
    public string Type => type;

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        IReadOnlyList<string> values = TextLists.Read(context);
        string output = fold(context.Output);
        string[] missing = [.. values.Where(value => !output.Contains(fold(value), StringComparison.Ordinal))];
        return context.Binary(
            missing.Length == 0,
            $"Expected output to {context.Not()}contain all of [{string.Join(", ", values)}]. Missing: [{string.Join(", ", missing)}]");
    }
}
