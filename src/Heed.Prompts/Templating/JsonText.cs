using System.Text.Json;
using Heed.Models.Templates;

namespace Heed.Prompts.Templating;

/// <summary>Between texts and JSON values.</summary>
internal static class JsonText
{
    private static readonly Template s_value = Template.Parse("{{ v }}", "value", new TemplateSettings { Language = TemplateLanguage.Nunjucks });

    /// <summary>A text as a JSON value.</summary>
    public static JsonElement Of(string text)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) writer.WriteStringValue(text);
        using var json = JsonDocument.Parse(stream.ToArray());
        return json.RootElement.Clone();
    }

    /// <summary>A value as a template puts it out.</summary>
    public static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!
        : s_value.Render(new Dictionary<string, object?> { ["v"] = value });
}
