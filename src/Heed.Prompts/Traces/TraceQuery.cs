namespace Heed.Prompts.Traces;

/// <summary>
/// What traces are looked for: all that is said must hold. The newest come first, and of those that began at once, the one with the highest id.
/// </summary>
public sealed record TraceQuery
{
    /// <summary>
    /// Stands in the input, the output or the value of a variable, in any case of its letters; null for any. Cases are told apart letter by letter, as
    /// invariant.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>The prompt's name; null for any.</summary>
    public string? Prompt { get; init; }

    /// <summary>The beginning of the hash of the prompt's version; null for any.</summary>
    public string? Version { get; init; }

    /// <summary>The label the version was found under; null for any.</summary>
    public string? Label { get; init; }

    /// <summary>The model as it was asked for; null for any.</summary>
    public string? Model { get; init; }

    /// <summary>The run; null for any.</summary>
    public string? RunId { get; init; }

    /// <summary>Tags it must have, all of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Scores it must have.</summary>
    public IReadOnlyList<ScoreFilter> Scores { get; init; } = [];

    /// <summary>Metadata it must have: name and value, compared as text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The least milliseconds it took; null for any.</summary>
    public double? LatencyAtLeast { get; init; }

    /// <summary>The most milliseconds it took; null for any.</summary>
    public double? LatencyAtMost { get; init; }

    /// <summary>When it began at the earliest; null for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When it had not begun yet; null for any.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether something went wrong; null for either.</summary>
    public bool? HasError { get; init; }

    /// <summary>How many of the newest are passed over.</summary>
    public int Skip { get; init; }

    /// <summary>The most that come back; 0 for the count alone.</summary>
    public int Take { get; init; } = 50;

    /// <summary>Up to how many are counted; a store may count on.</summary>
    public int CountAtMost { get; init; } = 10_000;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="HeedException">A number is below 0, or bounds exclude each other.</exception>
    internal TraceQuery Checked()
    {
        if (Skip < 0 || Take < 0) throw new HeedException($"search: expected a page from 0 on of at least 0 traces; got {Skip} and {Take}.");
        if (From >= Until) throw new HeedException($"search: expected a beginning before the end; got {From:u} and {Until:u}.");
        if (LatencyAtLeast > LatencyAtMost) throw new HeedException($"search: expected a least latency below the most; got {LatencyAtLeast} and "
            + $"{LatencyAtMost} ms.");
        // As configurations spell a model, and as traces keep it.
        string? model = Model?.StartsWith("heed:", StringComparison.Ordinal) == true ? Model["heed:".Length..] : Model;
        return this with { Text = Text is { Length: 0 } ? null : Text, Model = model };
    }
}
