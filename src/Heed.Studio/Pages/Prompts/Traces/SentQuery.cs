using Heed.Prompts.Traces;
using Heed.Studio.Safety;

namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>A query as the page sends it.</summary>
internal static class SentQuery
{
    private const int MostTraces = 200, MostFilters = 20, MostSkipped = 1_000_000;

    /// <summary>Checks it.</summary>
    /// <exception cref="HeedException">Something in it is written wrongly.</exception>
    /// <exception cref="TooLargeException">Something in it is too long.</exception>
    public static TraceQuery Of(TracesRequest request, DateTimeOffset now)
    {
        (int skip, int take) = Limits.Part(request.Skip, request.Take, MostTraces);
        if (skip > MostSkipped) throw new TooLargeException($"skip: expected at most {MostSkipped}; got {skip}. Narrow the search, such as with 'until'.");
        return new TraceQuery
        {
            Text = Limits.Words(request.Text, "text"), Prompt = Limits.Words(request.Prompt, "prompt"), Version = Limits.Words(request.Version, "version"),
            Label = Limits.Words(request.Label, "label"), Model = Limits.Words(request.Model, "model"), RunId = Limits.Words(request.Run, "run"),
            Tags = Several(request.Tags, "tags"), Scores = [.. Several(request.Scores, "scores").Select(ScoreFilter.Parse)],
            Metadata = [.. Several(request.Metadata, "metadata").Select(Pair)], LatencyAtLeast = request.LatencyAtLeast, LatencyAtMost = request.LatencyAtMost,
            From = Limits.Words(request.Since, "since") is { } since ? TraceTime.Parse(since, now, "since") : null,
            Until = Limits.Words(request.Until, "until") is { } until ? TraceTime.Parse(until, now, "until") : null,
            HasError = request.HasError, Skip = skip, Take = take,
        };
    }

    private static IReadOnlyList<string> Several(IReadOnlyList<string?>? texts, string name)
    {
        if (texts is { Count: > MostFilters }) throw new TooLargeException($"{name}: expected at most {MostFilters}; got {texts.Count}.");
        return [.. (texts ?? []).Select(text => Limits.Words(text, name)).OfType<string>()];
    }

    private static KeyValuePair<string, string> Pair(string text)
        => text.IndexOf('=') is > 0 and var at ? KeyValuePair.Create(text[..at], text[(at + 1)..])
            : throw new HeedException($"metadata: expected NAME=VALUE; got '{SentText.Brief(text, 80)}'.");
}
