using System.Text.RegularExpressions;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// The output has at least two signs of HTML: a known tag or a document type counts two; any opening tag, any closing tag, an attribute in a tag, an entity
/// and a comment count one each.
/// </summary>
internal sealed partial class ContainsHtmlAssertion : IAssertion
{
    private const int Needed = 2;

    public string Type => "contains-html";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        string output = context.Output;
        int signs = (Telling().IsMatch(output) ? 2 : 0) + (Opening().IsMatch(output) ? 1 : 0) + (Closing().IsMatch(output) ? 1 : 0)
            + (Attribute().IsMatch(output) ? 1 : 0) + (Entity().IsMatch(output) ? 1 : 0) + (HasComment(output) ? 1 : 0);
        return context.Binary(signs >= Needed, $"Expected output to {context.Not()}contain HTML content");
    }

    [GeneratedRegex(@"<(" + HtmlNames.Telling + @")(?![\w-])|<!doctype", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telling();

    [GeneratedRegex(@"<[a-zA-Z][\w-]*(\s[^<>]*)?/?>")]
    private static partial Regex Opening();

    [GeneratedRegex(@"</[a-zA-Z][\w-]*\s*>")]
    private static partial Regex Closing();

    [GeneratedRegex("""<[a-zA-Z][\w-]*\s[^<>]*?[\w-]+\s*=\s*["']""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")]
    private static partial Regex Entity();

    private static bool HasComment(string output)
        => output.IndexOf("<!--", StringComparison.Ordinal) is var start and >= 0 && output.IndexOf("-->", start + 4, StringComparison.Ordinal) >= 0;
}
