using Heed.Autograd;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Models;

/// <summary>An attention of a layer, as a hook may run it.</summary>
public readonly record struct AttentionStep
{
    /// <summary>Which: <c>blocks.N.attn</c>, <c>decoder.blocks.N.cross</c>.</summary>
    public required string Site { get; init; }

    /// <summary>N.</summary>
    public required int Layer { get; init; }

    /// <summary>Position in the sequence of the first query: the tokens that a cache holds of earlier passes.</summary>
    public required int FirstRow { get; init; }

    /// <summary>B.</summary>
    public required int Batch { get; init; }

    /// <summary>The pass.</summary>
    public required Tape Tape { get; init; }

    /// <summary>Hq heads of D, [B·Tq, …].</summary>
    public required HeadSlice Queries { get; init; }

    /// <summary>Hkv heads of D, [B·Tk, …]; without meaning where <see cref="Kept"/> is there.</summary>
    public required HeadSlice Keys { get; init; }

    /// <summary>The same for values.</summary>
    public required HeadSlice Values { get; init; }

    /// <summary>What q·k is multiplied by; 1/√D where null.</summary>
    public float? Scale { get; init; }

    /// <summary>Keys and values of a cache, those of this pass included, [B, Hkv, Tk, D]; null without one.</summary>
    internal (HeadView Keys, HeadView Values)? Kept { get; init; }

    /// <summary>Queries, keys, values and scale, in place; valid while the pass lasts.</summary>
    public AttentionInputs Inputs => Kept is { } kept ? Operations.AttentionInputs(Queries, kept.Keys, kept.Values, Batch, Scale)
        : Operations.AttentionInputs(Queries, Keys, Values, Batch, Scale);

    /// <summary>Attends.</summary>
    /// <param name="mask">Which pairs are allowed; rows are counted from <see cref="FirstRow"/>.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="parameters">What of the score gets a gradient.</param>
    /// <returns>z, [B·Tq, Hq·D].</returns>
    public Tensor Run<TMask, TScore, TParameters>(TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        => Kept is { } kept ? Operations.Attention(Tape, Queries, kept.Keys, kept.Values, Batch, mask, score, Scale)
            : Operations.Attention(Tape, Queries, Keys, Values, Batch, mask, score, default(Dropout.NoDropout), parameters, null, Scale);
}
