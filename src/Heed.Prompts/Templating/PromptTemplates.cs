using System.Text.Json;
using Heed.Models.Templates;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Templating;

/// <summary>Puts variables into prompts.</summary>
public static class PromptTemplates
{
    /// <summary>Renders a prompt for a case.</summary>
    /// <exception cref="HeedException">The template is malformed, or an expression has no value.</exception>
    public static RenderedPrompt Render(
        PlannedPrompt prompt, CaseOptions options, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string> environment)
        => new(RenderText(options.Prefix + prompt.Raw + options.Suffix, vars, environment), []);

    /// <summary>Renders a text, such as an assertion's value.</summary>
    /// <exception cref="HeedException">The template is malformed, or an expression has no value.</exception>
    public static string RenderText(string template, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string> environment)
        => Template.Parse(template).Render(vars.ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
}
