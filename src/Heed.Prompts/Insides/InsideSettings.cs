using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Templating;
using Heed.Prompts.Values;

namespace Heed.Prompts.Insides;

/// <summary>The keys of one assertion, beside <c>type</c> or under <c>config</c>; texts are templates. A key that is not read is refused.</summary>
internal sealed class InsideSettings
{
    private readonly Dictionary<string, JsonElement> _keys = new(StringComparer.Ordinal);
    private readonly AssertionContext _context;

    /// <summary>Reads them.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="known">The keys there are.</param>
    /// <exception cref="HeedException">There is another key.</exception>
    public InsideSettings(AssertionContext context, IReadOnlyList<string> known)
    {
        _context = context;
        Read(context.Assertion.Config);
        foreach (string key in _keys.Keys)
            if (!known.Contains(key))
                throw new HeedException($"expected one of the keys {string.Join(", ", known.Prepend("threshold").Prepend("value"))}; got '{key}'."
                    + (NearestName.Of(key, known) is { } near ? $" Did you mean '{near}'?" : ""));
    }

    /// <summary>All that decides what is found, beside the model: the row's words and spans, the answer, and the keys with their variables put in.</summary>
    /// <exception cref="HeedException">A key's template is malformed.</exception>
    public IEnumerable<string> Decisive() =>
    [
        _context.Column.Provider.Model ?? "", _context.Prompt, string.Join(' ', _context.Spans),
        $"{ModelParameters.Read(_context.Column.Provider.Config, _context.Column.Prompt.Config, _context.Column.Provider.Id).Chat}",
        _context.Answer.Text, string.Join(' ', _context.Answer.Tokens),
        string.Create(CultureInfo.InvariantCulture, $"{_context.Assertion.Threshold:R}"), Plain(_context.Value),
        .. _keys.OrderBy(key => key.Key, StringComparer.Ordinal).SelectMany(key => (string[])[key.Key, Plain(key.Value)]),
    ];

    /// <summary>The limit.</summary>
    /// <param name="usual">Where the file says nothing.</param>
    public double Threshold(double usual) => _context.Assertion.Threshold ?? usual;

    /// <summary>A text, rendered; null where there is none.</summary>
    /// <exception cref="HeedException">It is something else, a file, or empty.</exception>
    public string? Text(string key)
    {
        if (Find(key) is not { } value) return null;
        string text = Rendered(value) ?? throw Wrong(key, "a text", value);
        if (text.StartsWith("file://", StringComparison.Ordinal))
            throw new HeedException($"{key}: expected the text itself; got '{text}'. Read the file into a variable and write {{{{name}}}} here.");
        return text.Trim().Length > 0 ? text : throw new HeedException($"{key}: expected some words; got an empty text.");
    }

    /// <summary>One of some words.</summary>
    /// <param name="key">The key.</param>
    /// <param name="choices">The words; the first is the usual one.</param>
    /// <exception cref="HeedException">It is another.</exception>
    public string Choice(string key, params ReadOnlySpan<string> choices)
    {
        string chosen = Text(key) ?? choices[0];
        return choices.Contains(chosen) ? chosen : throw new HeedException($"{key}: expected {string.Join(" or ", choices.ToArray())}; got '{chosen}'.");
    }

    /// <summary>A text or a list of them; empty where there is none.</summary>
    /// <exception cref="HeedException">It is something else.</exception>
    public IReadOnlyList<string> Texts(string key)
        => Find(key) is not { } value ? [] : Texts(key, value);

    /// <summary>The expected answers; empty where there is none.</summary>
    /// <exception cref="HeedException">The value is neither a text nor a list of them.</exception>
    public IReadOnlyList<string> Values()
        => _context.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? [] : Texts("value", _context.Value);

    /// <summary>Yes or no; no where nothing is said.</summary>
    /// <exception cref="HeedException">It is neither.</exception>
    public bool Flag(string key)
        => Find(key) is { } value
            && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, "true or false", value));

    /// <summary>A whole number; null where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="least">The smallest there may be.</param>
    /// <param name="most">The largest.</param>
    /// <exception cref="HeedException">It is something else, or out of range.</exception>
    public int? Whole(string key, int least, int most)
        => Find(key) is not { } value ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int whole) && whole >= least && whole <= most ? whole
            : throw Wrong(key, $"a whole number from {least} to {most}", value);

    private IReadOnlyList<string> Texts(string key, JsonElement value)
        => [.. (value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : (JsonElement[])[value])
            .Select(item => Rendered(item) ?? throw Wrong(key, "a text or a list of texts", item))];

    // Numbers are answers too.
    private string? Rendered(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => PromptTemplates.RenderText(value.GetString()!, _context.Vars, _context.Environment),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "",
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Plain))}]",
        _ => Rendered(value) is { } text ? JsonText.Of(text).GetRawText() : value.GetRawText(),
    };

    private JsonElement? Find(string key) => _keys.TryGetValue(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static HeedException Wrong(string key, string expected, JsonElement value) => new($"{key}: expected {expected}; got {value.GetRawText()}.");

    private void Read(JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty property in config.EnumerateObject())
            if (property.NameEquals("config") && property.Value.ValueKind == JsonValueKind.Object) Read(property.Value);
            else _keys[property.Name] = property.Value;
    }
}
