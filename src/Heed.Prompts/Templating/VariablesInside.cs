using System.Text.Json;
using System.Text.RegularExpressions;
using Heed.Prompts.Values;

namespace Heed.Prompts.Templating;

/// <summary>Variables that other variables name, before any template is rendered.</summary>
internal static partial class VariablesInside
{
    private const int Rounds = 5;

    // Texts that double in each round come to nothing useful.
    private const int Longest = 1 << 26;

    /// <summary>The same without one line break at each text's end, and with the values of <c>{{name}}</c> put in, up to five deep.</summary>
    /// <exception cref="HeedException">A variable contains itself, or becomes too long.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Resolve(IReadOnlyDictionary<string, JsonElement> vars)
    {
        var texts = vars.Where(pair => pair.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(pair => pair.Key, pair => pair.Value.GetString()!, StringComparer.Ordinal);
        foreach ((string name, string text) in texts.ToArray())
            if (text.EndsWith('\n')) texts[name] = text[..^1];
        var ending = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in texts.Keys) CheckEnds(name, texts, [], ending);
        for (int round = 0; round < Rounds; round++)
        {
            bool changed = false;
            foreach ((string name, string text) in texts.ToArray())
            {
                if (!text.Contains("{{", StringComparison.Ordinal)) continue;
                long length = text.Length;
                string put = Name().Replace(text, match =>
                {
                    string value = Value(match.Groups[1].Value) ?? match.Value;
                    return (length += value.Length) <= Longest ? value
                        : throw new HeedException($"variable '{name}': expected at most {Longest} characters with the variables in it; there are more.");
                });
                changed |= put != text;
                texts[name] = put;
            }
            if (!changed) break;
        }
        var resolved = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in vars)
            resolved[name] = texts.TryGetValue(name, out string? text) && text != value.GetString() ? JsonText.Of(text) : value;
        return resolved;

        string? Value(string name) =>
            texts.TryGetValue(name, out string? text) ? text : vars.TryGetValue(name, out JsonElement value) ? TemplateText.Shown(value) : null;
    }

    private static void CheckEnds(string name, Dictionary<string, string> texts, List<string> path, HashSet<string> ending)
    {
        // A longer chain is not followed to its end anyway.
        if (ending.Contains(name) || path.Count > 200) return;
        if (path.Contains(name))
            throw new HeedException($"variable '{path[0]}': it contains itself: {string.Join(" → ", [.. path, name])}. Expected variables that end; "
                + "write {% raw %}{{" + name + "}}{% endraw %} where those characters are meant.");
        if (!texts.TryGetValue(name, out string? text) || !text.Contains("{{", StringComparison.Ordinal)) return;
        path.Add(name);
        foreach (Match match in Name().Matches(text)) CheckEnds(match.Groups[1].Value, texts, path, ending);
        path.RemoveAt(path.Count - 1);
        ending.Add(name);
    }

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}", RegexOptions.ECMAScript)]
    private static partial Regex Name();
}
