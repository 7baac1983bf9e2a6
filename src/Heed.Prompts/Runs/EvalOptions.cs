namespace Heed.Prompts.Runs;

/// <summary>How an evaluation runs here.</summary>
public sealed record EvalOptions
{
    /// <summary>Rows at once; each uses all threads where its model is large enough, so that more than one seldom gains.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>A pause before each call, in milliseconds.</summary>
    public double DelayMs { get; init; }

    /// <summary>The most milliseconds one answer may take; null for any time.</summary>
    public double? TimeoutMs { get; init; }

    /// <summary>The most milliseconds until no new row is begun; null for any time.</summary>
    public double? MaxTimeMs { get; init; }

    /// <summary>What was computed before; null where nothing is to be kept.</summary>
    public Answers.AnswerCache? Cache { get; init; }

    /// <summary>Where calls are traced; null for nowhere.</summary>
    public Traces.ITraceStore? Traces { get; init; }

    /// <summary>Keeps personal text out of traces; null where it may be in them.</summary>
    public Traces.Redactor? Redactor { get; init; }

    /// <summary>Put on every trace.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether rows of a run that is taken up again are done anew where they had an error.</summary>
    public bool RetryErrors { get; init; }

    /// <summary>Told of every row as it is done, by one thread at a time.</summary>
    public Action<EvalProgress>? Progress { get; init; }
}
