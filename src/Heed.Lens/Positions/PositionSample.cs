namespace Heed.Lens.Positions;

/// <summary>A question whose answer stands in one span, and what the span is moved through.</summary>
public sealed record PositionSample
{
    /// <summary>What is moved: the needle, or the gold passage.</summary>
    public required string Span { get; init; }

    /// <summary>What follows all passages, up to the answer.</summary>
    public required string Question { get; init; }

    /// <summary>The answer.</summary>
    public required string Answer { get; init; }

    /// <summary>What the answer is weighed against; null for whatever else the model likes best.</summary>
    public string? Other { get; init; }

    /// <summary>Distractors of the same form, or sentences to fill up with, in the order they are taken.</summary>
    public required IReadOnlyList<string> Around { get; init; }

    /// <summary>Whether <see cref="Around"/> begins again where it is used up.</summary>
    public bool Repeats { get; init; }

    /// <summary>What stands between passages.</summary>
    public string Joint { get; init; } = " ";
}
