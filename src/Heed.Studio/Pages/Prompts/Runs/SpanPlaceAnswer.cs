using Heed.Prompts.Runs;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>A named part of a prompt.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past the last.</param>
public sealed record SpanPlaceAnswer(string Name, int Start, int End)
{
    /// <summary>Those of a row that lie in its prompt, each once: a part may be named by the template and by its variable alike.</summary>
    internal static IEnumerable<SpanPlaceAnswer> Of(RunRow row)
        => row.Spans.Where(span => span.Start >= 0 && span.Length >= 0 && span.Start <= row.Prompt.Length - span.Length)
            .Select(span => new SpanPlaceAnswer(span.Name, span.Start, span.Start + span.Length)).Distinct();
}
