using System.Text.Json;

namespace Heed.Prompts.Values;

/// <summary>JSON as JSON.parse takes it: no comments, no commas too many, nothing behind it.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256 };

    /// <summary>Reads a text; false where it is no JSON.</summary>
    public static bool TryParse(string text, out JsonElement value)
    {
        value = default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_options);
            value = document.RootElement.Clone();
            return true;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return false; // half a surrogate pair is an ArgumentException
        }
    }
}
