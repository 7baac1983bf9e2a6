using System.Globalization;
using System.Text;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Nunjucks;

/// <summary>Values as ECMAScript's <c>JSON.stringify</c> writes them: without blanks, or a line for each item.</summary>
internal sealed class ScriptJson
{
    private readonly RenderState _state;
    private readonly string _indent;
    private readonly TextSink _output;

    /// <summary>A writer.</summary>
    /// <param name="state">The rendering.</param>
    /// <param name="spaces">How many blanks (at most 10), or which text, each level begins with; null for none.</param>
    public ScriptJson(RenderState state, object? spaces)
    {
        (_state, _output) = (state, new TextSink(state));
        _indent = spaces switch
        {
            null or Undefined => "",
            string text => text[..Math.Min(10, text.Length)],
            _ => new string(' ', (int)Math.Clamp(ScriptValues.Number(state, spaces) is var n && double.IsNaN(n) ? 0 : n, 0, 10)),
        };
    }

    /// <summary>Writes a value; nothing where it is undefined.</summary>
    public string Write(object? value)
    {
        if (value is not (Undefined or FunctionValue)) Value(value, "\n");
        return _output.ToString();
    }

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char unit = text[i];
            bool half = char.IsSurrogate(unit) && !(char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                && !(char.IsLowSurrogate(unit) && i > 0 && char.IsHighSurrogate(text[i - 1]));
            _ = unit switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                '\f' => quoted.Append(@"\f"),
                '\b' => quoted.Append(@"\b"),
                _ when unit < ' ' || half => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => quoted.Append(unit),
            };
        }
        return quoted.Append('"').ToString();
    }

    private void Value(object? value, string line)
    {
        _state.Step();
        switch (value)
        {
            case string text:
                _output.Append(Quoted(text));
                break;
            case ListValue list:
                Several("[", "]", list.Items, line, item => Value(item is Undefined or FunctionValue ? null : item, line + _indent));
                break;
            case MapValue map:
                Several("{", "}", [.. map.Entries.Where(entry => entry.Value is not (Undefined or FunctionValue))], line, entry =>
                {
                    _output.Append(Quoted(ScriptValues.Spelled(_state, entry.Key)));
                    _output.Append(_indent.Length > 0 ? ": " : ":");
                    Value(entry.Value, line + _indent);
                });
                break;
            case double number when !double.IsFinite(number):
            case null:
                _output.Append("null");
                break;
            case NamespaceValue or LoopState:
                _output.Append("{}");
                break;
            default:
                _output.Append(ScriptValues.Text(_state, value));
                break;
        }
    }

    private void Several<T>(string open, string close, IReadOnlyList<T> items, string line, Action<T> write)
    {
        _output.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) _output.Append(",");
            if (_indent.Length > 0) _output.Append(line + _indent);
            write(items[i]);
        }
        if (items.Count > 0 && _indent.Length > 0) _output.Append(line);
        _output.Append(close);
    }
}
