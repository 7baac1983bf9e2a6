using System.Text.RegularExpressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>RegExp, and what regular expressions can do.</summary>
internal static class PatternLibrary
{
    /// <summary>Their methods.</summary>
    public static Dictionary<string, ScriptFunction> Methods { get; } = Function.Table(
        Function.Of("test", (state, self, arguments) => Next(state, self, arguments.Text(state, 0)) is not null),
        Function.Of("exec", (state, self, arguments) => Next(state, self, arguments.Text(state, 0)) is { } match
            ? Result(state, (ScriptPattern)self!, arguments.Text(state, 0), match) : null),
        Function.Of("toString", (state, self, _) => ScriptValue.Text(state, self)));

    /// <summary>RegExp.</summary>
    public static ScriptFunction Constructor()
    {
        static object? Make(ScriptState state, object?[] arguments) => arguments.At(0) is ScriptPattern given
            ? ScriptPattern.Of(given.Pattern.Source, arguments.At(1) is Undefined ? given.Pattern.Flags : arguments.Text(state, 1))
            : ScriptPattern.Of(arguments.At(0) is Undefined ? "(?:)" : arguments.Text(state, 0), arguments.At(1) is Undefined ? "" : arguments.Text(state, 1));
        return new ScriptFunction("RegExp", (state, _, arguments) => Make(state, arguments)) { Construct = Make, Made = value => value is ScriptPattern };
    }

    /// <summary>All matches, one behind the other.</summary>
    public static IEnumerable<Match> All(ScriptState state, ScriptPattern pattern, string text)
    {
        for (int at = 0; at <= text.Length;)
        {
            state.Look();
            Match match = pattern.Pattern.Match(text, at);
            if (!match.Success) yield break;
            yield return match;
            at = match.Length == 0 ? match.Index + 1 : match.Index + match.Length;
        }
    }

    /// <summary>A match as exec gives it; null where there is none.</summary>
    public static object? Result(ScriptState state, ScriptPattern pattern, string text, Match match)
    {
        if (!match.Success) return null;
        ScriptList result = state.Made([.. Groups(match, 0)]);
        result.Members["index"] = (double)match.Index;
        result.Members["input"] = text;
        var named = new ScriptObject();
        for (int i = 1; i < pattern.Pattern.Groups.Count; i++)
            if (pattern.Pattern.Groups[i] is { } name) named.Members[name] = result.Items[i];
        result.Members["groups"] = named.Members.Count > 0 ? named : Undefined.Value;
        return result;
    }

    /// <summary>What groups caught, from one on; undefined where they caught nothing.</summary>
    public static IEnumerable<object?> Groups(Match match, int first)
        => Enumerable.Range(first, match.Groups.Count - first).Select(i => match.Groups[i].Success ? (object?)match.Groups[i].Value : Undefined.Value);

    // A global one goes on where it stopped.
    private static Match? Next(ScriptState state, object? self, string text)
    {
        if (self is not ScriptPattern pattern) throw ErrorValues.Type("test, exec: expected a regular expression");
        state.Look();
        bool keeps = pattern.IsGlobal || pattern.Pattern.Flags.Contains('y');
        int start = keeps ? pattern.LastIndex : 0;
        Match? match = start > text.Length ? null : pattern.Pattern.Match(text, start);
        if (match is { Success: false } || match is not null && pattern.Pattern.Flags.Contains('y') && match.Index != start) match = null;
        if (keeps) pattern.LastIndex = match is null ? 0 : match.Index + match.Length;
        return match;
    }
}
