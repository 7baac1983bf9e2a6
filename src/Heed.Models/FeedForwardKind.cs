namespace Heed.Models;

/// <summary>What a feed-forward layer computes; σ is the blueprint's activation.</summary>
public enum FeedForwardKind
{
    /// <summary>σ(x·W_in)·W_out.</summary>
    Plain,

    /// <summary>(σ(x·W_gate) ⊙ x·W_in)·W_out (Shazeer 2020).</summary>
    Gated,

    /// <summary>The same with W_gate and W_in in one matrix, the gate first: Phi-3.</summary>
    GatedFused,
}
