using System.Text.Json;
using Heed.Models.Templates;

namespace Heed.Prompts.Templating;

/// <summary>Values as templates put them out.</summary>
internal static class TemplateText
{
    private static readonly Template s_value = Template.Parse("{{ v }}", "value", new TemplateSettings { Language = TemplateLanguage.Nunjucks });

    /// <summary>A value as a template puts it out.</summary>
    public static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!
        : s_value.Render(new Dictionary<string, object?> { ["v"] = value });
}
