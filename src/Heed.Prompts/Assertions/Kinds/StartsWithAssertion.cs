namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output begins with a text.</summary>
internal sealed class StartsWithAssertion : IAssertion
{
    public string Type => "starts-with";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        string value = context.TextValue();
        return context.Binary(
            context.Output.StartsWith(value, StringComparison.Ordinal), $"Expected output to {context.Not()}start with \"{value}\"");
    }
}
