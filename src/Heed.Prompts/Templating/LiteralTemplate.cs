using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heed.Prompts.Templating;

/// <summary>Variables put in literally, as GitHub's prompt files have them: <c>{{name}}</c> without blanks, nothing else.</summary>
internal static partial class LiteralTemplate
{
    /// <summary>Renders a prompt; one that is JSON text by text.</summary>
    public static RenderedPrompt Render(string raw, IReadOnlyDictionary<string, JsonElement> vars)
        => JsonPrompt.TryParse(raw) is { } json ? JsonPrompt.Render(json, text => Plain(text, vars)) : Plain(raw, vars);

    private static RenderedPrompt Plain(string text, IReadOnlyDictionary<string, JsonElement> vars)
    {
        var output = new StringBuilder();
        var spans = new List<PromptSpan>();
        var missing = new List<string>();
        int at = 0;
        foreach (Match match in Name().Matches(text))
        {
            string name = match.Groups[1].Value;
            if (!vars.TryGetValue(name, out JsonElement value))
            {
                // It stays as it is.
                if (!missing.Contains(name)) missing.Add(name);
                continue;
            }
            output.Append(text, at, match.Index - at);
            string put = TemplateText.Shown(value);
            spans.Add(new PromptSpan(name, output.Length, put.Length));
            output.Append(put);
            at = match.Index + match.Length;
        }
        return new RenderedPrompt(output.Append(text, at, text.Length - at).ToString(), spans) { Missing = missing };
    }

    [GeneratedRegex(@"\{\{([^\s{}]+)\}\}")]
    private static partial Regex Name();
}
