using System.Globalization;
using System.Text;

namespace Heed.Models.Templates.Values;

/// <summary>Values as output shows them; those of Jinja as Python's <c>str</c> and <c>repr</c> print them.</summary>
internal static class Printing
{
    /// <summary>As output shows a value: a text as it is, the undefined as nothing, others by the dialect's rules.</summary>
    public static string Text(RenderState state, object? value) => value as string ?? state.Dialect.Text(state, value);

    /// <summary>The same by Python's rules.</summary>
    public static string PythonText(RenderState state, object? value)
    {
        if (value is string text) return text;
        if (value is Undefined) return "";
        var output = new TextSink(state);
        Write(state, output, value);
        return output.ToString();
    }

    private static void Write(RenderState state, TextSink output, object? value)
    {
        state.Step();
        switch (value)
        {
            case ListValue list:
                output.Append(list.IsTuple ? "(" : "[");
                for (int i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) output.Append(", ");
                    Write(state, output, list.Items[i]);
                }
                output.Append(!list.IsTuple ? "]" : list.Items.Count == 1 ? ",)" : ")");
                break;
            case MapValue map:
                output.Append("{");
                for (int i = 0; i < map.Entries.Count; i++)
                {
                    if (i > 0) output.Append(", ");
                    Write(state, output, map.Entries[i].Key);
                    output.Append(": ");
                    Write(state, output, map.Entries[i].Value);
                }
                output.Append("}");
                break;
            default:
                output.Append(value switch
                {
                    null => "None",
                    bool flag => flag ? "True" : "False",
                    long number => number.ToString(CultureInfo.InvariantCulture),
                    double number => Numbers.Print(number),
                    string text => Quoted(text),
                    Undefined => "Undefined",
                    _ => throw state.Error($"expected something that can be printed; got {Kind.Of(value)}."),
                });
                break;
        }
    }

    private static string Quoted(string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var quoted = new StringBuilder(text.Length + 2).Append(quote);
        foreach (string point in CodePoints.Split(text))
        {
            int code = point.Length == 2 ? char.ConvertToUtf32(point[0], point[1]) : point[0];
            _ = code switch
            {
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                _ when code == quote => quoted.Append('\\').Append(quote),
                _ when IsPrintable(code) => quoted.Append(point),
                < 0x100 => quoted.Append(CultureInfo.InvariantCulture, $"\\x{code:x2}"),
                < 0x10000 => quoted.Append(CultureInfo.InvariantCulture, $"\\u{code:x4}"),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{code:x8}"),
            };
        }
        return quoted.Append(quote).ToString();
    }

    private static bool IsPrintable(int code) => code == ' ' || CharUnicodeInfo.GetUnicodeCategory(code) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
