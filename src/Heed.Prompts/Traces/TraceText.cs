using System.Text;
using System.Text.Json;

namespace Heed.Prompts.Traces;

/// <summary>The texts of a trace as searches see them, the same in every store.</summary>
internal static class TraceText
{
    /// <summary>
    /// Input, output and values of variables in lower case, a line feed between them. NUL becomes a blank: it parts the texts of an index, and a database
    /// knows none.
    /// </summary>
    public static string Haystack(Trace trace)
    {
        var text = new StringBuilder(trace.Input.Length + trace.Output.Length + 2);
        text.Append(trace.Input).Append('\n').Append(trace.Output);
        foreach (JsonElement value in trace.Vars.Values) text.Append('\n').Append(Plain(value));
        return Lower(text.ToString());
    }

    /// <summary>A text to look for.</summary>
    public static string Lower(string text) => text.ToLowerInvariant().Replace('\0', ' ');

    /// <summary>A value as filters compare it: a text as it stands, anything else as JSON.</summary>
    public static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };
}
