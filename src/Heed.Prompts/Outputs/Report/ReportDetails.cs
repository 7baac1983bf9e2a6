using System.Text;
using System.Text.Json;

namespace Heed.Prompts.Outputs.Report;

/// <summary>Numbers behind a verdict: names and values, a list of alike objects as a table, and a link to the studio where there is one.</summary>
internal static class ReportDetails
{
    public static void Append(StringBuilder page, JsonElement details)
    {
        if (details.ValueKind != JsonValueKind.Object) return;
        page.Append("<dl class=\"details\">");
        foreach (JsonProperty member in details.EnumerateObject())
        {
            if (member.Name == "studio" && StudioNote.Detail(member.Value, details) is { } link)
            {
                page.Append($"<dt>studio</dt><dd>{link}</dd>");
                continue;
            }
            page.Append($"<dt>{ReportText.Of(member.Name)}</dt><dd>");
            Value(page, member.Value);
            page.Append("</dd>");
        }
        page.Append("</dl>");
    }

    private static void Value(StringBuilder page, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object) Append(page, value);
        else if (IsTable(value)) Table(page, value);
        else page.Append(ReportText.Of(Plain(value)));
    }

    private static void Table(StringBuilder page, JsonElement list)
    {
        string[] names = [.. list.EnumerateArray().SelectMany(item => item.EnumerateObject()).Select(member => member.Name).Distinct()];
        string heads = string.Concat(names.Select(name => $"<th scope=\"col\">{ReportText.Of(name)}</th>"));
        page.Append($"<table><thead><tr>{heads}</tr></thead><tbody>");
        foreach (JsonElement item in list.EnumerateArray())
        {
            page.Append("<tr>");
            foreach (string name in names)
            {
                page.Append("<td>");
                if (item.TryGetProperty(name, out JsonElement value)) page.Append(ReportText.Of(Plain(value)));
                page.Append("</td>");
            }
            page.Append("</tr>");
        }
        page.Append("</tbody></table>");
    }

    private static bool IsTable(JsonElement value)
        => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object);

    private static string Plain(JsonElement value)
        => value.ValueKind == JsonValueKind.Number ? ReportText.Precise(value.GetDouble())
            : ShownValue.Of(value);
}
