using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The whole output is HTML: no text outside elements unless it has a body of its own, no XML declaration, and at least one known element.</summary>
internal sealed class IsHtmlAssertion : IAssertion
{
    public string Type => "is-html";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        string? problem = Problem(context.Output.Trim());
        return context.Binary(problem is null, problem ?? "Output is valid HTML");
    }

    private static string? Problem(string output)
    {
        if (output.Length == 0) return "Output is empty";
        if (output.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)) return "Output appears to be XML, not HTML";
        if (!output.Contains('<')) return "Output must be wrapped in HTML tags";
        IDocument document = new HtmlParser().ParseDocument(output);
        bool Has(string tag) => output.Contains(tag, StringComparison.OrdinalIgnoreCase);
        if (!Has("<body") && document.Body is { } body && body.ChildNodes.Any(node => node.NodeType == NodeType.Text && node.TextContent.Trim().Length > 0))
            return "Output must be wrapped in HTML tags";
        // The parser adds html, head and body where they are not written.
        bool known = document.All.Any(element => HtmlNames.All.Contains(element.LocalName) || element.LocalName.Contains('-')
            ? element.LocalName is not ("html" or "head" or "body") || Has("<" + element.LocalName) : false);
        return known ? null : "Output does not contain recognized HTML elements";
    }
}
