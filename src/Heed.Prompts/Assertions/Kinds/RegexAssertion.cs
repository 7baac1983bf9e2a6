using Heed.Prompts.Scripts.Patterns;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>A JavaScript pattern without flags matches somewhere in the output; a malformed one fails, with <c>not-</c> too.</summary>
internal sealed class RegexAssertion : IAssertion
{
    public string Type => "regex";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        string value = context.TextValue();
        JavaScriptPattern pattern;
        try
        {
            pattern = new JavaScriptPattern(value);
        }
        catch (HeedException error)
        {
            return context.Result(false, 0, $"Invalid regex pattern: {error.Message}");
        }
        return context.Binary(pattern.IsMatch(context.Output), $"Expected output to {context.Not()}match regex \"{value}\"");
    }
}
