namespace Heed.Prompts.Plans;

/// <summary>How a whole evaluation runs; null where the file says nothing.</summary>
public sealed record EvalSettings
{
    /// <summary>Whether answers that are known are taken from the cache.</summary>
    public bool? Cache { get; init; }

    /// <summary>Whether the matrix is printed.</summary>
    public bool? Table { get; init; }

    /// <summary>Whether the run and its traces are kept.</summary>
    public bool? Write { get; init; }

    /// <summary>A pause before each call, in milliseconds.</summary>
    public double? DelayMs { get; init; }

    /// <summary>Most rows at once.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>How often every test runs.</summary>
    public int? Repeat { get; init; }

    /// <summary>The most milliseconds one answer may take.</summary>
    public double? TimeoutMs { get; init; }

    /// <summary>The most milliseconds all of it may take.</summary>
    public double? MaxEvalTimeMs { get; init; }

    /// <summary>Files that results are written to.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];
}
