using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Reads the fields of a config.json, with errors that name the file and the field.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Root">Its object.</param>
/// <param name="Path">What stands before the names of its fields in messages: <c>rope_scaling.</c></param>
internal sealed record ConfigReader(string File, JsonElement Root, string Path = "")
{
    private readonly HashSet<string> _read = [];

    /// <summary>A whole number that must be there and at least <paramref name="least"/>.</summary>
    public int Integer(string field, int least = 1)
        => OptionalInteger(field, least)
            ?? throw new HeedException($"{File}: expected the field \"{Path}{field}\", a whole number; it is missing.");

    /// <summary>A whole number, or null when the field is missing or null.</summary>
    public int? OptionalInteger(string field, int least = 0)
    {
        if (!Find(field, out JsonElement value)) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number) || number < least)
            throw Expected($"a whole number of at least {least}", field, value);
        return number;
    }

    /// <summary>A number, <paramref name="otherwise"/> when the field is missing.</summary>
    public float Number(string field, float otherwise) => OptionalNumber(field) is { } number ? ToSingle(field, number) : otherwise;

    /// <summary>A number as exact as the file has it, or null when the field is missing or null.</summary>
    public double? OptionalNumber(string field) => Find(field, out JsonElement value) ? ToNumber(field, value) : null;

    /// <summary>A number that must be there.</summary>
    public double RequiredNumber(string field)
        => OptionalNumber(field) ?? throw new HeedException($"{File}: expected the field \"{Path}{field}\", a number; it is missing.");

    /// <summary>A list of numbers that must be there.</summary>
    public double[] Numbers(string field)
        => Find(field, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => ToNumber(field, item))]
            : throw new HeedException($"{File}: expected the field \"{Path}{field}\", a list of numbers; it is missing or something else.");

    /// <summary>Whole numbers: one, or a list of them; empty when the field is missing or null.</summary>
    public int[] Integers(string field)
    {
        if (!Find(field, out JsonElement value)) return [];
        if (value.ValueKind != JsonValueKind.Array) return [OptionalInteger(field)!.Value];
        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number)
            && number >= 0
            ? number
            : throw new HeedException($"{File}: \"{Path}{field}\": expected whole numbers of at least 0; got {item.GetRawText()}."))];
    }

    /// <summary>A list of texts, or null when the field is missing or null.</summary>
    public string[]? Texts(string field)
    {
        if (!Find(field, out JsonElement value)) return null;
        if (value.ValueKind != JsonValueKind.Array) throw Expected("a list of texts", field, value);
        return [.. value.EnumerateArray().Select(item => TryText(item, out string text) ? text
            : throw Expected("a list of texts", field, value))];
    }

    /// <summary>An object, or null when the field is missing or null.</summary>
    public ConfigReader? Object(string field)
    {
        if (!Find(field, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Object ? new ConfigReader(File, value, $"{Path}{field}.")
            : throw Expected("an object", field, value);
    }

    /// <summary>A text, <paramref name="otherwise"/> when the field is missing.</summary>
    public string Text(string field, string otherwise)
    {
        if (!Find(field, out JsonElement value)) return otherwise;
        return TryText(value, out string text) ? text : throw Expected("a text", field, value);
    }

    /// <summary>A truth value, <paramref name="otherwise"/> when the field is missing.</summary>
    public bool Flag(string field, bool otherwise)
    {
        if (!Find(field, out JsonElement value)) return otherwise;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Expected("true or false", field, value);
    }

    /// <summary>Refuses a value Heed does not honour.</summary>
    public void Require(bool supported, string field, string expected)
    {
        if (supported) return;
        string got = Find(field, out JsonElement value) ? value.GetRawText() : "nothing";
        throw new HeedException($"{File}: \"{Path}{field}\": Heed supports {expected}; got {got}.") { IsUnsupported = true };
    }

    /// <summary>Whether a field is there and says that something is wanted.</summary>
    public bool IsOn(string field) => Find(field, out JsonElement value) && !HarmlessFields.IsOff(value);

    /// <summary>Fields that nobody asked for and that may change what is computed.</summary>
    public IEnumerable<string> Unread()
        => Root.EnumerateObject().Where(field => !_read.Contains(field.Name) && !HarmlessFields.Contains(field.Name)
            && !HarmlessFields.IsOff(field.Value))
            .Select(field => field.Name);

    /// <summary>Refuses fields that nobody asked for and that may change what a model computes.</summary>
    /// <exception cref="HeedException">There is one.</exception>
    public void RefuseUnread()
    {
        if (Unread().FirstOrDefault() is { } field)
            throw new HeedException(
                $"{File}: \"{Path}{field}\": Heed does not know this field, and it may change what the model computes; got {Shown(Root.GetProperty(field))}. "
                + "If it does not, remove it from the file.") { IsUnsupported = true };
    }

    /// <summary>Properties of an object field; 0 when the field is missing.</summary>
    public int CountOf(string field) => Find(field, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Count() : 0;

    /// <summary>A string; false where the value is none, or has an escape of half a character.</summary>
    public static bool TryText(JsonElement value, out string text)
    {
        text = "";
        if (value.ValueKind != JsonValueKind.String) return false;
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private bool Find(string field, out JsonElement value)
    {
        _read.Add(field);
        return Root.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private double ToNumber(string field, JsonElement value)
        => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number
            : throw Expected("a number", field, value);

    private float ToSingle(string field, double number)
        => float.IsFinite((float)number) ? (float)number
            : throw new HeedException($"{File}: \"{Path}{field}\": expected a number; got {number}.");

    private HeedException Expected(string what, string field, JsonElement value)
        => new($"{File}: \"{Path}{field}\": expected {what}; got {Shown(value)}.");

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : value.GetRawText();
}
