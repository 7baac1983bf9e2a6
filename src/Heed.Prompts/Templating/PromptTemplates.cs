using System.Text.Json;
using Heed.Models.Templates;
using Heed.Prompts.Plans;
using Heed.Prompts.Values;

namespace Heed.Prompts.Templating;

/// <summary>Puts variables into prompts: nunjucks' language, as promptfoo uses it. https://mozilla.github.io/nunjucks/templating.html</summary>
/// <remarks>
/// What differs from nunjucks alone: a text that opens a tag and does not close it in the same line is taken as it is; a prompt that is JSON is rendered text
/// by text, so that values are escaped, and printed with two blanks a level; <c>{{#span name}}</c> and <c>{{/span}}</c> name parts and vanish.
/// </remarks>
public static class PromptTemplates
{
    private static readonly TemplateSettings s_plain = new() { Language = TemplateLanguage.Nunjucks };
    private static readonly TemplateSettings s_spans = new() { Language = TemplateLanguage.Nunjucks, NamedSpans = true };

    /// <summary>Renders a prompt for a case.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="options">What stands before and behind it.</param>
    /// <param name="vars">The case's variables.</param>
    /// <param name="environment">What templates find under <c>env</c>, over the environment of the process.</param>
    /// <exception cref="HeedException">The template is malformed, a span does not end, or a variable contains itself.</exception>
    public static RenderedPrompt Render(
        PlannedPrompt prompt, CaseOptions options, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string> environment)
    {
        string raw = options.Prefix + prompt.Raw + options.Suffix;
        return prompt.IsLiteral ? LiteralTemplate.Render(raw, vars) : Render(raw, vars, environment);
    }

    /// <summary>Renders a text, such as an assertion's value; variables as <see cref="ResolveVars"/> leaves them, spans not looked for.</summary>
    /// <exception cref="HeedException">The template is malformed.</exception>
    public static string RenderText(string template, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string> environment)
        => UnclosedTags.In(template) ? template : Template.Parse(template, "template", s_plain).Render(Names(template, vars, environment));

    /// <summary>The variables as prompts see them: without one line break at their end, and with what <c>{{name}}</c> in them stands for.</summary>
    /// <exception cref="HeedException">A variable contains itself.</exception>
    public static IReadOnlyDictionary<string, JsonElement> ResolveVars(IReadOnlyDictionary<string, JsonElement> vars) => VariablesInside.Resolve(vars);

    /// <summary>The variables, with dots where members of them are meant, that a prompt puts in and that have no value.</summary>
    /// <param name="raw">The prompt's template.</param>
    /// <param name="vars">The case's variables.</param>
    /// <param name="environment">What templates find under <c>env</c>, over the environment of the process; null for that alone.</param>
    /// <exception cref="HeedException">The template is malformed, a span does not end, or a variable contains itself.</exception>
    public static IReadOnlyList<string> Missing(
        string raw, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string>? environment = null)
        => Render(raw, vars, environment ?? new Dictionary<string, string>()).Missing;

    private static RenderedPrompt Render(string raw, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string> environment)
    {
        if (UnclosedTags.In(raw)) return new RenderedPrompt(raw, []);
        vars = ResolveVars(vars);
        if (JsonPrompt.TryParse(raw) is { } json) return JsonPrompt.Render(json, text => Spanned(text, vars, environment));
        // Values are templates themselves, in plain prompts alone.
        var rendered = vars.ToDictionary(pair => pair.Key, pair => pair.Value.ValueKind == JsonValueKind.String && pair.Value.GetString() is { } text
            && text.Contains('{') ? JsonText.Of(RenderText(text, vars, environment)) : pair.Value);
        return Spanned(raw, rendered, environment) with { Vars = rendered };
    }

    private static RenderedPrompt Spanned(string text, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string> environment)
    {
        TemplateResult result = Template.Parse(text, "prompt", s_spans).RenderSpans(Names(text, vars, environment));
        return new RenderedPrompt(result.Text,
            [.. result.Spans.Select(span => new PromptSpan(span.Name, span.Start, span.Length))]) { Missing = result.Missing };
    }

    private static Dictionary<string, object?> Names(
        string template, IReadOnlyDictionary<string, JsonElement> vars, IReadOnlyDictionary<string, string> environment)
    {
        Dictionary<string, object?> names = vars.ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        // A variable of that name wins, as it does over every global.
        if (template.Contains("env", StringComparison.Ordinal)) names.TryAdd("env", TemplateEnvironment.With(environment));
        return names;
    }
}
