using System.Text;
using System.Text.Json;
using Heed.Lens;
using Heed.Lens.Views;
using Heed.Models;
using Heed.Studio.Pages.Sentence;

namespace Heed.Studio;

/// <summary>The studio's views in pages that stand alone: what <c>--html</c> writes.</summary>
public static class StandAlone
{
    private const string Script = "viewer/viewer.js", Style = "viewer/viewer.css";

    /// <summary>The view of a text's attention; null where the front end was not built.</summary>
    /// <param name="model">The model.</param>
    /// <param name="read">The text.</param>
    /// <param name="from">The token that is looked at first; null for the one that says most.</param>
    /// <param name="cancellation">Stops between two heads.</param>
    public static PageViewer? Sentence(LanguageModel model, ReadText read, int? from, CancellationToken cancellation)
        => !WebFiles.AreThere ? null : Of("sentence", JsonSerializer.Serialize(SentenceNumbers.Of(model, read, from, cancellation), SentenceJson.Default.SentenceAnswer), from);

    private static PageViewer Of(string kind, string answer, int? from)
    {
        string json = $"{{\"kind\":\"{kind}\",\"from\":{from?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"},\"answer\":{answer}}}";
        return new PageViewer(Encoding.UTF8.GetString(WebFiles.Read(Script)), Encoding.UTF8.GetString(WebFiles.Read(Style)), json);
    }
}
