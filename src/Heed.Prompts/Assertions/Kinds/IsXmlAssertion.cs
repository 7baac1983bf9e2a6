using System.Xml.Linq;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The whole output is a well-formed XML document that begins with its first tag, and has the elements that are asked for.</summary>
internal sealed class IsXmlAssertion : IAssertion
{
    public string Type => "is-xml";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        IReadOnlyList<string> required = XmlElements.Required(context);
        string? problem = null;
        if (!context.Output.StartsWith('<')) problem = "XML is missing opening tag";
        else if (XmlElements.Parse(context.Output) is not XDocument document) problem = "XML is not well-formed";
        else if (XmlElements.Missing(document, required) is { Length: > 0 } missing)
            problem = $"XML is missing required elements: {string.Join(", ", missing)}";
        return context.Binary(problem is null, problem ?? "XML is valid and contains all required elements");
    }
}
