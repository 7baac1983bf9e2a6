using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Heed.Prompts.Templating;

/// <summary>A prompt that is JSON: each text in it is rendered for itself, and the whole printed as JSON.stringify prints it with two blanks.</summary>
internal sealed class JsonPrompt
{
    private readonly Func<string, RenderedPrompt> _render;
    private readonly StringBuilder _text = new();
    private readonly List<PromptSpan> _spans = [];
    private readonly List<string> _missing = [];

    private JsonPrompt(Func<string, RenderedPrompt> render) => _render = render;

    /// <summary>The prompt as JSON; null where it is none.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 200 });
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Renders it; spans are ranges of the JSON text, escapes counted.</summary>
    public static RenderedPrompt Render(JsonElement json, Func<string, RenderedPrompt> render)
    {
        var prompt = new JsonPrompt(render);
        prompt.Value(json, "\n");
        return new RenderedPrompt(prompt._text.ToString(), prompt._spans) { Missing = prompt._missing };
    }

    private void Value(JsonElement value, string line)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Rendered(_render(value.GetString()!));
                break;
            case JsonValueKind.Array:
                Several('[', ']', [.. value.EnumerateArray()], line, item => Value(item, line + "  "));
                break;
            case JsonValueKind.Object:
                // Of a name that comes twice the last value counts, at the first one's place.
                Several('{', '}', [.. value.EnumerateObject().GroupBy(property => property.Name).Select(group => group.Last())], line, property =>
                {
                    Quoted(property.Name);
                    _text.Append(": ");
                    Value(property.Value, line + "  ");
                });
                break;
            case JsonValueKind.Null:
                _text.Append("null");
                break;
            default:
                _text.Append(TemplateText.Shown(value));
                break;
        }
    }

    private void Several<T>(char open, char close, IReadOnlyList<T> items, string line, Action<T> write)
    {
        _text.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) _text.Append(',');
            _text.Append(line).Append("  ");
            write(items[i]);
        }
        if (items.Count > 0) _text.Append(line);
        _text.Append(close);
    }

    private void Rendered(RenderedPrompt rendered)
    {
        int[] places = Quoted(rendered.Text);
        foreach (PromptSpan span in rendered.Spans)
            _spans.Add(span with { Start = places[span.Start], Length = places[span.Start + span.Length] - places[span.Start] });
        _missing.AddRange(rendered.Missing.Except(_missing));
    }

    /// <summary>Writes a text in quotes, and gives where each of its characters, and its end, came to stand.</summary>
    private int[] Quoted(string text)
    {
        var places = new int[text.Length + 1];
        _text.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            places[i] = _text.Length;
            char unit = text[i];
            _ = unit switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append(@"\\"),
                '\n' => _text.Append(@"\n"),
                '\r' => _text.Append(@"\r"),
                '\t' => _text.Append(@"\t"),
                '\f' => _text.Append(@"\f"),
                '\b' => _text.Append(@"\b"),
                < ' ' => _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => _text.Append(unit),
            };
        }
        places[text.Length] = _text.Length;
        _text.Append('"');
        return places;
    }
}
