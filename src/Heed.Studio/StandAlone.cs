using System.Text;
using System.Text.Json;
using Heed.Lens;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Views;
using Heed.Models;
using Heed.Studio.Pages.Sentence;
using Heed.Studio.Pages.Why;

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

    /// <summary>The view of what an answer rests on; null where the front end was not built.</summary>
    /// <param name="why">The weights.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="answer">The answer, as it was given.</param>
    /// <param name="other">What it is held against; null for nothing.</param>
    public static PageViewer? Why(EdgeConsequences why, HeadEffects heads, string answer, string? other)
    {
        if (!WebFiles.AreThere) return null;
        string edges = JsonSerializer.Serialize(WhyNumbers.Of(why, null, answer, other), WhyJson.Default.WhyAnswer);
        string effects = JsonSerializer.Serialize(WhyNumbers.Of(why.Question.Model, heads), WhyJson.Default.WhyHeadsAnswer);
        return Of("why", $"{{\"why\":{edges},\"heads\":{effects}}}", null);
    }

    private static PageViewer Of(string kind, string answer, int? from)
    {
        string json = $"{{\"kind\":\"{kind}\",\"from\":{from?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"},\"answer\":{answer}}}";
        return new PageViewer(Encoding.UTF8.GetString(WebFiles.Read(Script)), Encoding.UTF8.GetString(WebFiles.Read(Style)), json);
    }
}
