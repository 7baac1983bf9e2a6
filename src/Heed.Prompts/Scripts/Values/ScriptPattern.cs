using Heed.Prompts.Scripts.Patterns;

namespace Heed.Prompts.Scripts.Values;

/// <summary>A regular expression, and where its next search begins if it is global.</summary>
/// <param name="pattern">The expression.</param>
internal sealed class ScriptPattern(JavaScriptPattern pattern) : ScriptObject
{
    /// <summary>The expression.</summary>
    public JavaScriptPattern Pattern => pattern;

    /// <summary>Whether it has the flag g.</summary>
    public bool IsGlobal => pattern.Flags.Contains('g');

    /// <summary>Where the next search begins.</summary>
    public int LastIndex { get; set; }

    /// <summary>Reads one; JavaScript's error where it is malformed.</summary>
    /// <exception cref="ScriptThrow">It is malformed.</exception>
    public static ScriptPattern Of(string source, string flags)
    {
        try
        {
            return new ScriptPattern(new JavaScriptPattern(source, flags));
        }
        catch (HeedException error)
        {
            throw ErrorValues.Syntax(error.Message);
        }
    }
}
