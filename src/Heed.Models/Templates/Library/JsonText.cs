using System.Globalization;
using System.Text;
using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>Values as Python's <c>json.dumps</c> writes them.</summary>
internal sealed class JsonText
{
    private readonly RenderState _state;
    private readonly bool _ensureAscii;
    private readonly bool _sortKeys;
    private readonly string? _indent;
    private readonly string _between;
    private readonly string _afterKey;
    private readonly TextSink _output;

    public JsonText(RenderState state, bool ensureAscii, object? indent, object? separators, bool sortKeys)
    {
        (_state, _ensureAscii, _sortKeys) = (state, ensureAscii, sortKeys);
        _indent = indent switch
        {
            null => null,
            string text => text,
            _ => (string)StringMethods.Repeat(state, " ", Kind.Whole(state, "tojson: indent", indent)),
        };
        (_between, _afterKey) = separators switch
        {
            null => (_indent is null ? ", " : ",", ": "),
            ListValue { Items: [string between, string afterKey] } => (between, afterKey),
            _ => throw state.Error("tojson: separators: expected two texts, such as (',', ':')."),
        };
        _output = new TextSink(state);
    }

    /// <summary>Writes a value.</summary>
    public string Write(object? value)
    {
        Value(value, 0);
        return _output.ToString();
    }

    private void Value(object? value, int depth)
    {
        _state.Step();
        switch (value)
        {
            case string text:
                Quoted(text);
                break;
            case ListValue list:
                Several('[', ']', list.Items, depth, item => Value(item, depth + 1));
                break;
            case MapValue map:
                IReadOnlyList<(object? Key, object? Value)> entries = map.Entries;
                if (_sortKeys) entries = [.. entries.OrderBy(entry => Name(entry.Key), Comparer<string>.Create(CodePoints.Compare))];
                Several('{', '}', entries, depth, entry =>
                {
                    Quoted(Name(entry.Key));
                    _output.Append(_afterKey);
                    Value(entry.Value, depth + 1);
                });
                break;
            default:
                _output.Append(Plain(value));
                break;
        }
    }

    private void Several<T>(char open, char close, IReadOnlyList<T> items, int depth, Action<T> write)
    {
        _output.Append(open.ToString());
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) _output.Append(_between);
            Line(depth + 1);
            write(items[i]);
        }
        if (items.Count > 0) Line(depth);
        _output.Append(close.ToString());
    }

    private void Line(int depth)
    {
        if (_indent is null) return;
        _output.Append("\n");
        for (int i = 0; i < depth; i++) _output.Append(_indent);
    }

    private string Name(object? key) => key as string ?? Plain(key);

    private string Plain(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity")
            : Numbers.Print(number),
        _ => throw _state.Error($"tojson: expected none, truth values, numbers, texts, lists and mappings; got {Kind.Of(value)}."),
    };

    private void Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char unit in text)
        {
            _ = unit switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                '\f' => quoted.Append(@"\f"),
                '\b' => quoted.Append(@"\b"),
                _ when unit < ' ' || (_ensureAscii && unit > '~') => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => quoted.Append(unit),
            };
        }
        _output.Append(quoted.Append('"').ToString());
    }
}
