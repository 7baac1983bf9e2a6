namespace Heed.Prompts.Traces;

/// <summary>Something that was said of a trace afterwards; the trace itself stays as it was.</summary>
/// <param name="Id">Its own; the same note kept twice is kept once.</param>
/// <param name="TraceId">The trace it is about.</param>
/// <param name="At">When it was said: of two notes that give one score, the later counts.</param>
/// <param name="Author">Who says it: a person, a rule, or a model.</param>
public sealed record TraceNote(string Id, string TraceId, DateTimeOffset At, string Author)
{
    /// <summary>Scores by name.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>Tags that come to those it has.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>In words; empty for nothing.</summary>
    public string Comment { get; init; } = "";

    /// <summary>A new note, now.</summary>
    public static TraceNote Now(string traceId, string author)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new TraceNote(Guid.CreateVersion7(now).ToString("N"), traceId, now, author);
    }
}
