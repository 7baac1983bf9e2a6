using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Roles;

/// <summary>A text that heads are watched on, with what is known about it.</summary>
/// <param name="Kind">What it is made for.</param>
/// <param name="Batch">One text; with its source behind an encoder.</param>
public sealed record HeadSample(HeadSampleKind Kind, TokenBatch Batch)
{
    /// <summary>Of <see cref="HeadSampleKind.Repeated"/>: L, tokens of one copy. A source has one copy from its first token on.</summary>
    public int Period { get; init; }

    /// <summary>Of <see cref="HeadSampleKind.Repeated"/>: where the first copy begins.</summary>
    public int First { get; init; }

    /// <summary>Tokens that the model adds to a text; empty for none.</summary>
    public IReadOnlyList<int> Added { get; init; } = [];

    /// <summary>Of <see cref="HeadSampleKind.Marked"/>: what must be found.</summary>
    public IReadOnlyList<HeadMark> Marks { get; init; } = [];

    /// <summary>Of <see cref="HeadSampleKind.Decoded"/>: the answer's tokens in the prompt, or in the source where there is one.</summary>
    public KeyRange Needle { get; init; }

    /// <summary>Of <see cref="HeadSampleKind.Decoded"/>: the decode steps, query row and the token the model wrote then.</summary>
    public IReadOnlyList<(int Row, int Token)> Steps { get; init; } = [];
}
