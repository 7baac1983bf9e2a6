using System.Xml.Linq;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>Somewhere in the output stands a well-formed element, closed by its own tag, that has the elements that are asked for.</summary>
internal sealed class ContainsXmlAssertion : IAssertion
{
    private const int MostTried = 1000;

    public string Type => "contains-xml";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        IReadOnlyList<string> required = XmlElements.Required(context);
        bool any = false, fits = false;
        foreach (string part in Parts(context.Output).Take(MostTried))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (XmlElements.Parse(part) is not XDocument document) continue;
            any = true;
            if (fits = XmlElements.Missing(document, required).Length == 0) break;
        }
        return context.Binary(fits, fits ? "XML is valid and contains all required elements"
            : any ? "No valid XML content found matching the requirements" : "No XML content found in the output");
    }

    // From each opening tag to the last and to the first closing tag of its name.
    private static IEnumerable<string> Parts(string text)
    {
        var lasts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int start = text.IndexOf('<'); start >= 0; start = text.IndexOf('<', start + 1))
        {
            int end = start + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or ':')) end++;
            if (end == start + 1 || end == text.Length) continue;
            string close = $"</{text[(start + 1)..end]}>";
            if (!lasts.TryGetValue(close, out int last)) lasts[close] = last = text.LastIndexOf(close, StringComparison.Ordinal);
            if (last < start) continue;
            int first = text.IndexOf(close, start, StringComparison.Ordinal);
            yield return text[start..(first + close.Length)];
            if (last != first) yield return text[start..(last + close.Length)];
        }
    }
}
