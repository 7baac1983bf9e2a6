namespace Heed.Prompts.Assertions.Kinds;

/// <summary>A kind that Heed knows and does not judge: it fails its row and says why.</summary>
/// <param name="type">Its name.</param>
/// <param name="needs">What it would need.</param>
internal sealed class UnsupportedAssertion(string type, string needs) : IAssertion
{
    public string Type => type;

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
        => new(context.Assertion, Verdict.Unsupported, 0, $"{type}: Heed does not judge this: it needs {needs}.") { Value = context.Value };
}
