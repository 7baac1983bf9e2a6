using System.Globalization;
using System.Text.Json;

namespace Heed.Prompts.Outputs.Results;

/// <summary>A value of a JSON file, with the way to it for messages: <c>out.json: results.results[3].score</c>.</summary>
/// <param name="File">The file.</param>
/// <param name="Way">The way; empty for the whole.</param>
/// <param name="Value">The value.</param>
internal sealed record JsonPlace(string File, string Way, JsonElement Value)
{
    public bool IsObject => Value.ValueKind == JsonValueKind.Object;

    /// <summary>A member; null where there is none, where it is null, and where this is no object.</summary>
    public JsonPlace? Find(string name)
        => IsObject && Value.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? new JsonPlace(File, Under(name),
            member) : null;

    /// <summary>A member that must be an object.</summary>
    public JsonPlace Object(string name) => Find(name) is { IsObject: true } member ? member : throw Wrong(name, "an object", Find(name));

    /// <summary>The items of a member that must be a list.</summary>
    public IReadOnlyList<JsonPlace> Items(string name)
        => Find(name) is { Value.ValueKind: JsonValueKind.Array } member ? member.Items() : throw Wrong(name, "a list", Find(name));

    /// <summary>The items; none of what is no list.</summary>
    public IReadOnlyList<JsonPlace> Items()
        => Value.ValueKind == JsonValueKind.Array ? [.. Value.EnumerateArray().Select((item, i) => new JsonPlace(File, $"{Way}[{i}]", item))] : [];

    /// <summary>The text; null of what is none.</summary>
    public string? TextOrNull() => Value.ValueKind == JsonValueKind.String ? Value.GetString() : null;

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => Find(name)?.TextOrNull() ?? throw Wrong(name, "a text", Find(name));

    public double Number() => Value.ValueKind == JsonValueKind.Number ? Value.GetDouble() : throw Wrong("a number");

    /// <summary>A count or place that must be there.</summary>
    public int Index(string name)
        => Find(name) is { Value.ValueKind: JsonValueKind.Number } member && member.Value.TryGetInt32(out int index) && index >= 0 ? index
            : throw Wrong(name, "a whole number of at least 0", Find(name));

    public bool? Flag() => Value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>A point of time; null of what is none. A number counts milliseconds since 1970.</summary>
    public DateTimeOffset? Time()
        => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out long milliseconds) && Math.Abs(milliseconds) < 1L << 46
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.TryParse(TextOrNull(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>Names and numbers of an object; what is no number is passed over.</summary>
    public IReadOnlyDictionary<string, double> Numbers()
        => IsObject ? Named(Value.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Number), value => value.GetDouble())
            : new Dictionary<string, double>();

    /// <summary>Names and values of an object.</summary>
    public IReadOnlyDictionary<string, JsonElement> Values()
        => IsObject ? Named(Value.EnumerateObject(), value => value) : new Dictionary<string, JsonElement>();

    public HeedException Wrong(string name, string expected, string got) => new($"{File}: {Under(name)}: expected {expected}; got {got}.");

    private HeedException Wrong(string name, string expected, JsonPlace? got) => Wrong(name, expected, got is null ? "none" : Shown(got.Value));

    private HeedException Wrong(string expected) => new($"{File}: {Way}: expected {expected}; got {Shown(Value)}.");

    private string Under(string name) => Way.Length == 0 ? name : $"{Way}.{name}";

    // Of a name that stands twice the last counts, as in JavaScript.
    private static Dictionary<string, T> Named<T>(IEnumerable<JsonProperty> members, Func<JsonElement, T> of)
    {
        var named = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (JsonProperty member in members) named[member.Name] = of(member.Value);
        return named;
    }

    private static string Shown(JsonElement value) => ShownValue.Of(value) is { Length: > 60 } text ? text[..60] + "…" : ShownValue.Of(value);
}
