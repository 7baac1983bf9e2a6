using System.Text;
using System.Text.RegularExpressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Library;

/// <summary>What texts can do with regular expressions.</summary>
internal static class TextPatterns
{
    /// <summary>Their methods.</summary>
    public static IReadOnlyList<ScriptFunction> Methods { get; } =
    [
        TextLibrary.Of("split", Split), TextLibrary.Of("replace", (state, text, a) => Replace(state, text, a, all: false)),
        TextLibrary.Of("replaceAll", (state, text, a) => Replace(state, text, a, all: true)),
        TextLibrary.Of("search", (state, text, a) => (double)(Pattern(state, a.At(0)).Pattern.Match(text, 0) is { Success: true } match ? match.Index : -1)),
        TextLibrary.Of("match", (state, text, a) =>
        {
            ScriptPattern pattern = Pattern(state, a.At(0));
            if (!pattern.IsGlobal) return PatternLibrary.Result(state, pattern, text, pattern.Pattern.Match(text, 0));
            object?[] all = [.. PatternLibrary.All(state, pattern, text).Select(match => (object?)match.Value)];
            return all.Length == 0 ? null : state.Made([.. all]);
        }),
        TextLibrary.Of("matchAll", (state, text, a) =>
        {
            ScriptPattern pattern = Pattern(state, a.At(0));
            if (!pattern.IsGlobal) throw ErrorValues.Type("matchAll: expected a regular expression with the flag g");
            return state.Made([.. PatternLibrary.All(state, pattern, text).Select(match => PatternLibrary.Result(state, pattern, text, match))]);
        }),
    ];

    private static ScriptPattern Pattern(ScriptState state, object? value)
        => value as ScriptPattern ?? ScriptPattern.Of(value is Undefined ? "(?:)" : ScriptValue.Text(state, value), "");

    private static object? Split(ScriptState state, string text, object?[] arguments)
    {
        double limit = arguments.At(1) is Undefined ? uint.MaxValue : (uint)ScriptValue.Bits(state, arguments.At(1));
        List<object?> parts = arguments.At(0) switch
        {
            Undefined => [text],
            ScriptPattern pattern => SplitBy(state, text, pattern),
            var value when ScriptValue.Text(state, value) is { Length: > 0 } between => [.. text.Split(between)],
            _ => [.. text.Select(unit => unit.ToString())],
        };
        return state.Made(parts.Count > limit ? parts[..(int)limit] : parts);
    }

    private static List<object?> SplitBy(ScriptState state, string text, ScriptPattern pattern)
    {
        var parts = new List<object?>();
        if (text.Length == 0) return pattern.Pattern.IsMatch("") ? [] : [""];
        int start = 0;
        foreach (Match match in PatternLibrary.All(state, pattern, text))
        {
            if (match.Length == 0 && (match.Index == start || match.Index >= text.Length) || match.Index >= text.Length) continue;
            state.Charge(match.Groups.Count);
            parts.Add(text[start..match.Index]);
            parts.AddRange(PatternLibrary.Groups(match, 1));
            start = match.Index + match.Length;
        }
        parts.Add(text[start..]);
        return parts;
    }

    private static object? Replace(ScriptState state, string text, object?[] arguments, bool all)
    {
        object? with = arguments.At(1);
        var result = new StringBuilder();
        int end = 0;
        if (arguments.At(0) is ScriptPattern pattern)
        {
            if (all && !pattern.IsGlobal) throw ErrorValues.Type("replaceAll: expected a regular expression with the flag g");
            foreach (Match match in PatternLibrary.All(state, pattern, text).Take(pattern.IsGlobal ? int.MaxValue : 1))
            {
                string[] groups = [.. Enumerable.Range(1, match.Groups.Count - 1).Select(i => match.Groups[i].Value)];
                object?[] given = [match.Value, .. PatternLibrary.Groups(match, 1), (double)match.Index, text];
                Add(match.Index, match.Length, given, groups, pattern.Pattern.Groups);
            }
        }
        else
        {
            string sought = arguments.Text(state, 0);
            for (int at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0;)
            {
                Add(at, sought.Length, [sought, (double)at, text], [], []);
                if (!all || at + Math.Max(1, sought.Length) > text.Length) break;
                at = text.IndexOf(sought, at + Math.Max(1, sought.Length), StringComparison.Ordinal);
            }
        }
        return state.Made(result.Append(text, end, text.Length - end).ToString());

        void Add(int at, int length, object?[] given, string[] groups, IReadOnlyList<string?> names)
        {
            string put = with is ScriptFunction ? ScriptValue.Text(state, state.Call(with, Undefined.Value, given))
                : Filled(state, ScriptValue.Text(state, with), text, at, length, groups, names);
            state.Charge(put.Length + at - end);
            result.Append(text, end, at - end).Append(put);
            end = at + length;
        }
    }

    // $$, $&, $`, $', $1 and $<name> (ECMA-262, GetSubstitution).
    private static string Filled(ScriptState state, string template, string text, int at, int length, string[] groups, IReadOnlyList<string?> names)
    {
        if (!template.Contains('$')) return template;
        var filled = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            char next = i + 1 < template.Length ? template[i + 1] : '\0';
            if (template[i] == '$') state.Charge(text.Length);
            if (template[i] != '$') filled.Append(template[i]);
            else if (next == '$') filled.Append(template[++i]);
            else if (next == '&') (_, i) = (filled.Append(text, at, length), i + 1);
            else if (next == '`') (_, i) = (filled.Append(text, 0, at), i + 1);
            else if (next == '\'') (_, i) = (filled.Append(text, at + length, text.Length - at - length), i + 1);
            else if (char.IsAsciiDigit(next))
            {
                int two = i + 2 < template.Length && char.IsAsciiDigit(template[i + 2]) ? (next - '0') * 10 + template[i + 2] - '0' : 0, one = next - '0';
                if (two > 0 && two <= groups.Length) (_, i) = (filled.Append(groups[two - 1]), i + 2);
                else if (one > 0 && one <= groups.Length) (_, i) = (filled.Append(groups[one - 1]), i + 1);
                else filled.Append('$');
            }
            else if (next == '<' && template.IndexOf('>', i) is var close and > 0 && names.Any(name => name is not null))
            {
                int number = names.ToList().IndexOf(template[(i + 2)..close]);
                if (number > 0) filled.Append(groups[number - 1]);
                i = close;
            }
            else filled.Append('$');
        }
        return filled.ToString();
    }
}
