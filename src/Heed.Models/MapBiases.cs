namespace Heed.Models;

/// <summary>Which linear maps of a block add a bias.</summary>
[Flags]
public enum MapBiases
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>The maps to queries, keys and values.</summary>
    Projections = 1,

    /// <summary>The map from the heads back to the residual stream.</summary>
    AttentionOutput = 2,

    /// <summary>All maps of the feed-forward layer.</summary>
    FeedForward = 4,

    /// <summary>All of them.</summary>
    All = Projections | AttentionOutput | FeedForward,
}
