namespace Heed.Models;

/// <summary>How the maps to queries, keys and values lie.</summary>
public enum ProjectionKind
{
    /// <summary>Three matrices.</summary>
    Separate,

    /// <summary>One matrix: all queries, all keys, all values (GPT-2, Phi-3).</summary>
    Fused,

    /// <summary>One matrix: query, key and value of the first head, then of the next (GPT-NeoX). As many key-value heads as query
    /// heads.</summary>
    FusedByHead,
}
