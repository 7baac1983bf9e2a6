using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Versions;

/// <summary>
/// One spelling for equal JSON values, after RFC 8785: members in the ordinal order of their names, no blanks, the shortest numbers that are read back the
/// same. Whole numbers beyond 2⁵³ keep their digits, which RFC 8785 would round: seeds have 64 bits.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = PlainEncoder.Shared, SkipValidation = false };

    /// <summary>The bytes of a value, in UTF-8.</summary>
    /// <param name="value">A value; undefined is written as an empty object, as parameters that nothing is said of.</param>
    public static byte[] Bytes(JsonElement value) => Bytes(json => Write(json, value));

    /// <summary>The same as a text.</summary>
    public static string Text(JsonElement value) => Encoding.UTF8.GetString(Bytes(value));

    /// <summary>sha256 of some parts, each with its length in front, in hexadecimal.</summary>
    public static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in parts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The bytes of what <paramref name="write"/> writes.</summary>
    internal static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, s_options)) write(json);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Writes a value.</summary>
    internal static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                json.WriteStartObject();
                json.WriteEndObject();
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                // Of a name that comes twice the last one counts, as in every reader of JSON here.
                foreach (IGrouping<string, JsonProperty> member in value.EnumerateObject()
                    .GroupBy(member => member.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Key);
                    Write(json, member.Last().Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray()) Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(Number(value));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static string Number(JsonElement value)
    {
        if (value.TryGetInt64(out long whole)) return whole.ToString(CultureInfo.InvariantCulture);
        if (value.TryGetUInt64(out ulong large)) return large.ToString(CultureInfo.InvariantCulture);
        double number = value.GetDouble();
        if (!double.IsFinite(number)) return value.GetRawText();
        // 1.0 and 1e2 are whole numbers too.
        return Math.Truncate(number) == number && Math.Abs(number) < 9007199254740992.0
            ? ((long)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
    }
}
