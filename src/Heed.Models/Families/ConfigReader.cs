using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Reads the fields of a config.json, with errors that name the file and the field.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Root">Its object.</param>
internal sealed record ConfigReader(string File, JsonElement Root)
{
    /// <summary>A whole number that must be there and at least <paramref name="least"/>.</summary>
    public int Integer(string field, int least = 1)
        => OptionalInteger(field, least) ?? throw new HeedException($"{File}: expected the field \"{field}\", a whole number; it is missing.");

    /// <summary>A whole number, or null when the field is missing or null.</summary>
    public int? OptionalInteger(string field, int least = 0)
    {
        if (!Find(field, out JsonElement value)) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number) || number < least)
            throw new HeedException($"{File}: \"{field}\": expected a whole number of at least {least}; got {value.GetRawText()}.");
        return number;
    }

    /// <summary>A number, <paramref name="otherwise"/> when the field is missing.</summary>
    public float Number(string field, float otherwise)
    {
        if (!Find(field, out JsonElement value)) return otherwise;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetSingle(out float number) || !float.IsFinite(number))
            throw new HeedException($"{File}: \"{field}\": expected a number; got {value.GetRawText()}.");
        return number;
    }

    /// <summary>A text, <paramref name="otherwise"/> when the field is missing.</summary>
    public string Text(string field, string otherwise)
    {
        if (!Find(field, out JsonElement value)) return otherwise;
        return TryText(value, out string text) ? text : throw new HeedException($"{File}: \"{field}\": expected a text; got {value.GetRawText()}.");
    }

    /// <summary>A truth value, <paramref name="otherwise"/> when the field is missing.</summary>
    public bool Flag(string field, bool otherwise)
    {
        if (!Find(field, out JsonElement value)) return otherwise;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new HeedException($"{File}: \"{field}\": expected true or false; got {value.GetRawText()}.");
    }

    /// <summary>Refuses a value Heed does not honour.</summary>
    public void Require(bool supported, string field, string expected)
    {
        if (supported) return;
        string got = Find(field, out JsonElement value) ? value.GetRawText() : "nothing";
        throw new HeedException($"{File}: \"{field}\": Heed supports {expected}; got {got}.") { IsUnsupported = true };
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

    private bool Find(string field, out JsonElement value) => Root.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;
}
