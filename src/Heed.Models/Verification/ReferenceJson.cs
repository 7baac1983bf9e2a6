using System.Text.Json;
using Heed.Models.Tokenizers;

namespace Heed.Models.Verification;

/// <summary>Opens the JSON files of reference data.</summary>
internal static class ReferenceJson
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HeedException">It is not JSON, or cannot be read.</exception>
    public static JsonPart Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new JsonPart(file, "", document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            throw new HeedException($"{file}: expected JSON; {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{file}: the file cannot be read ({error.Message}).", error);
        }
    }

    /// <summary>A number with a fraction.</summary>
    public static double Fraction(this JsonPart part)
        => part.Element.ValueKind == JsonValueKind.Number && part.Element.TryGetDouble(out double value) ? value : throw part.Error("expected a number");

    /// <summary>Whole numbers from 0 on.</summary>
    public static int[] Numbers(this JsonPart part) => [.. part.Items().Select(item => item.Number())];
}
