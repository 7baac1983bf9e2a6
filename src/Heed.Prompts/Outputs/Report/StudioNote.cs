using System.Text.Json;
using Heed.Prompts.Insides;

namespace Heed.Prompts.Outputs.Report;

/// <summary>How a reader gets from the report to the studio: links to this machine, the command that answers them, and the part of the address to
/// copy.</summary>
internal static class StudioNote
{
    /// <summary>Which command the links need; empty where there are none.</summary>
    public static string Of(IReadOnlyList<ColumnSummary> columns)
    {
        string[] commands = [.. columns.SelectMany(column => column.Results)
            .Where(result => result.Details.ValueKind == JsonValueKind.Object && Fragment(result.Details) is not null)
            .Select(result => Command(result.Details)).Distinct()];
        return commands.Length == 0 ? "" : $"Links to the studio open <code>{StudioLink.Usual}</code> on this machine while "
            + $"{string.Join(" or ", commands.Select(Code))} runs.";
    }

    /// <summary>A link with a point before it; empty where there is no view.</summary>
    public static string Link(string? fragment, string text) => fragment is null ? "" : $" · {Anchor(StudioLink.Usual + fragment, text)}";

    /// <summary>A link among details: to this machine's studio, or to the address that stands there; null for what is neither.</summary>
    public static string? Detail(JsonElement studio, JsonElement details)
        => studio.ValueKind != JsonValueKind.String ? null
            : Fragment(details) is { } fragment
                ? $"{Anchor(StudioLink.Usual + fragment, "see it in the studio")} while {Code(Command(details))} runs, or put this behind its address: <code "
                + $"class=\"copy\">{ReportText.Of(fragment)}</code>"
            : Address(studio.GetString()!) is { } address ? Anchor(address, "see it in the studio") : null;

    private static string? Fragment(JsonElement details)
        => details.TryGetProperty("studio", out JsonElement studio) && studio.ValueKind == JsonValueKind.String
        && studio.GetString()!.StartsWith("#/", StringComparison.Ordinal)
            ? studio.GetString() : null;

    private static string Command(JsonElement details)
        => StudioLink.Command(details.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String ? model.GetString()! : "");

    private static string Anchor(string address, string text) => $"<a href=\"{ReportText.Of(address)}\" rel=\"noopener noreferrer\" "
        + $"target=\"_blank\">{ReportText.Of(text)}</a>";

    private static string Code(string command) => $"<code class=\"copy\">{ReportText.Of(command)}</code>";

    // Only addresses of the web: anything else could run in the reader's browser.
    private static string? Address(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : null;
}
