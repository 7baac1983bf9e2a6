using Heed.Prompts.Configs.Nodes;
using System.Text;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// Objects of JSON inside a text. At every brace: strict JSON if it is that; else what lies between the brace and the one that closes it, read as YAML
/// (names without quotes, single quotes, commas too many) without <c>//</c> comments; braces that are missing at the end are added.
/// </summary>
internal static class LenientJson
{
    private const int Deepest = 16, MostWork = 10_000_000;

    /// <summary>The objects, none inside another.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IEnumerable<JsonElement> Objects(string text, CancellationToken cancellation = default)
    {
        (int[] ends, int[] depths) = Braces(text);
        int work = 0;
        for (int start = text.IndexOf('{'); start >= 0; start = text.IndexOf('{', start))
        {
            cancellation.ThrowIfCancellationRequested();
            int end = start;
            if (Strict(text, start, ref end, ref work) is { } exact) yield return exact;
            else if (Lenient(text, start, ends[start], depths[start]) is { } read)
            {
                yield return read;
                end = ends[start] < 0 ? text.Length : ends[start] + 1;
            }
            start = Math.Max(end, start + 1);
            if (start >= text.Length) break;
        }
    }

    private static JsonElement? Strict(string text, int start, ref int end, ref int work)
    {
        int next = start + 1;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next == text.Length || text[next] is not ('"' or '}') || work > MostWork) return null;
        // Strict JSON may hold braces inside its texts.
        int close = ObjectEnd(text, start);
        work += (close < 0 ? text.Length : close) - start;
        if (close < 0 || !StrictJson.TryParse(text[start..(close + 1)], out JsonElement value)) return null;
        end = close + 1;
        return value;
    }

    private static JsonElement? Lenient(string text, int start, int end, int depth)
    {
        if (depth > Deepest || end < 0 && start == text.Length - 1) return null;
        string part = end < 0 ? text[start..] : text[start..(end + 1)];
        // How many braces are open at the end of the text; more than a few are no forgotten ones.
        int missing = end < 0 ? part.Count(c => c == '{') - part.Count(c => c == '}') : 0;
        if (missing > Deepest) return null;
        try
        {
            JsonElement value = YamlNodes.Read(WithoutComments(part).TrimEnd() + new string('}', missing), "output").ToJson();
            return value.ValueKind == JsonValueKind.Object ? value : null;
        }
        catch (HeedException)
        {
            return null;
        }
    }

    // For each opening brace where it closes (−1 for nowhere), and how many levels of braces and brackets lie inside it.
    private static (int[] Ends, int[] Depths) Braces(string text)
    {
        int[] ends = new int[text.Length], depths = new int[text.Length];
        var open = new Stack<int>();
        Array.Fill(ends, -1);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '[') open.Push(i);
            else if (text[i] == '}')
            {
                while (open.Count > 0 && text[open.Peek()] == '[') Close();
                if (open.Count > 0) ends[Close()] = i;
            }
            else if (text[i] == ']' && open.Count > 0 && text[open.Peek()] == '[') Close();
        }
        while (open.Count > 0) Close();
        return (ends, depths);

        int Close()
        {
            int place = open.Pop();
            if (open.Count > 0) depths[open.Peek()] = Math.Max(depths[open.Peek()], depths[place] + 1);
            return place;
        }
    }

    private static int ObjectEnd(string text, int start)
    {
        int depth = 0;
        bool quoted = false;
        for (int i = start; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\') i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] == '{') depth++;
            else if (!quoted && text[i] == '}' && --depth == 0) return i;
        }
        return -1;
    }

    private static string WithoutComments(string text)
    {
        if (!text.Contains('/')) return text;
        var kept = new StringBuilder(text.Length);
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            bool starts = quote == '\0' && text[i] == '/' && i + 1 < text.Length && (i == 0 || char.IsWhiteSpace(text[i - 1]) || "{}[],".Contains(text[i - 1]));
            if (starts && text[i + 1] == '/') i = text.IndexOf('\n', i) is var line and >= 0 ? line - 1 : text.Length;
            else if (starts && text[i + 1] == '*') i = text.IndexOf("*/", i, StringComparison.Ordinal) is var close and >= 0 ? close + 1 : text.Length;
            else
            {
                if (quote == '\0' && text[i] is '"' or '\'') quote = text[i];
                else if (text[i] == quote) quote = '\0';
                kept.Append(text[i]);
                if (quote == '"' && text[i] == '\\' && i + 1 < text.Length) kept.Append(text[++i]);
            }
        }
        return kept.ToString();
    }
}
