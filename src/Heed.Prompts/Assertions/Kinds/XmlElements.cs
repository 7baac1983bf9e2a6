using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>Elements that XML must have: <c>a.b.c</c>, from the root on.</summary>
internal static class XmlElements
{
    private const int LongestText = 10_000_000;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = LongestText,
    };

    /// <summary>The paths an assertion asks for: a list, a text with commas, or <c>requiredElements</c>.</summary>
    /// <exception cref="HeedException">They are none of these.</exception>
    public static IReadOnlyList<string> Required(AssertionContext context) => context.Value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.String => [.. context.Value.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        JsonValueKind.Array => [.. context.Value.EnumerateArray().Select(JsonText.Show)],
        JsonValueKind.Object when context.Value.TryGetProperty("requiredElements", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            => [.. list.EnumerateArray().Select(JsonText.Show)],
        _ => throw context.WrongValue("a list of paths such as a.b, a text with commas, or an object with requiredElements"),
    };

    /// <summary>A well-formed document; null where the text is none. Its DTD is passed over, and nothing is fetched.</summary>
    public static XDocument? Parse(string text)
    {
        if (Depth(text) is false) return null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), s_settings);
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Those of the paths that are not there.</summary>
    public static string[] Missing(XDocument document, IReadOnlyList<string> paths) => [.. paths.Where(path =>
    {
        string[] names = path.Split('.');
        IEnumerable<XElement> at = document.Root!.Name.LocalName == names[0] ? [document.Root] : [];
        foreach (string name in names[1..]) at = at.Elements().Where(element => element.Name.LocalName == name);
        return !at.Any();
    })];

    // Elements inside elements are read by calls inside calls when the tree is walked; a thousand levels are no document.
    private static bool Depth(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), s_settings);
            while (reader.Read())
                if (reader.Depth > 1000) return false;
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
