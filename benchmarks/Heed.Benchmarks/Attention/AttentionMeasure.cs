namespace Heed.Benchmarks;

/// <summary>What the subcommand <c>attention</c> measures.</summary>
internal enum AttentionMeasure
{
    /// <summary>Forward calls, warm.</summary>
    Forward,

    /// <summary>Backward calls, warm.</summary>
    Backward,

    /// <summary>Forward calls that observers watch.</summary>
    Observers,

    /// <summary>Forward calls of a fresh process.</summary>
    Cold,
}
