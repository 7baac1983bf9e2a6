namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output contains one of several texts.</summary>
/// <param name="type">Its name.</param>
/// <param name="fold">What becomes of all texts first.</param>
internal sealed class ContainsAnyAssertion(string type, Func<string, string> fold) : IAssertion
{
    public string Type => type;

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        IReadOnlyList<string> values = TextLists.Read(context);
        string output = fold(context.Output);
        return context.Binary(
            values.Any(value => output.Contains(fold(value), StringComparison.Ordinal)),
            $"Expected output to {context.Not()}contain one of \"{string.Join(", ", values)}\"");
    }
}
