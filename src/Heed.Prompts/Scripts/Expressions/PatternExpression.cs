using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>A regular expression between slashes: a new value each time.</summary>
internal sealed class PatternExpression(string source, string flags) : Expression
{
    public override object? Value(ScriptScope scope) => ScriptPattern.Of(source, flags);
}
