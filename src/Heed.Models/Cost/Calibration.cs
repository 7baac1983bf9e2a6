namespace Heed.Models.Cost;

/// <summary>How fast this machine does the parts a model's time is made of, measured in about two seconds.</summary>
public sealed record Calibration
{
    private static readonly CalibrationOnce s_here = new((progress, cancellation) => new CalibrationRun(progress, cancellation).Measure());

    /// <summary>Operations a second of a linear map over 512 rows, by the square root of inputs · outputs.</summary>
    public required RateCurve Product { get; init; }

    /// <summary>The same over 32 rows.</summary>
    public required RateCurve ShortProduct { get; init; }

    /// <summary>Operations a second of causal attention over 256 tokens, by head size; counted are the pairs the mask leaves.</summary>
    public required RateCurve ShortAttention { get; init; }

    /// <summary>The same over 2048 tokens.</summary>
    public required RateCurve LongAttention { get; init; }

    /// <summary>Bytes of float32 weights a second that maps of one row read, by the bytes they read in turn.</summary>
    public required RateCurve Weights { get; init; }

    /// <summary>Bytes of keys and values a second that one query a text reads, by the bytes it reads in turn: a float32 cache.</summary>
    public required RateCurve CacheFloat32 { get; init; }

    /// <summary>The same of a float16 cache.</summary>
    public required RateCurve CacheFloat16 { get; init; }

    /// <summary>The same of an int8 cache.</summary>
    public required RateCurve CacheInt8 { get; init; }

    /// <summary>Numbers a second that norms, sums and gates read or write.</summary>
    public required double Elements { get; init; }

    /// <summary>Seconds that an operation on one row takes in a model's pass however small it is.</summary>
    public required double CallSeconds { get; init; }

    /// <summary>The same of an operation on several rows, which wakes other threads.</summary>
    public required double WideCallSeconds { get; init; }

    /// <summary>Bytes of memory this process may use.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Threads it was measured on.</summary>
    public required int Threads { get; init; }

    /// <summary>This machine's, measured at the first call and kept while the process lasts. Those who ask at the same time wait for the same
    /// measurements.</summary>
    /// <param name="progress">Is told how far it has come, 0 … 1; null for nobody.</param>
    /// <param name="cancellation">Ends the wait at once; the measuring too, between two measurements, where nobody else waits.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Calibration Here(IProgress<double>? progress = null, CancellationToken cancellation = default)
        => s_here.Get(progress, cancellation);

    /// <summary>The rate of a cache.</summary>
    public RateCurve Cache(CachePrecision precision) => precision switch
    {
        CachePrecision.Float32 => CacheFloat32,
        CachePrecision.Float16 => CacheFloat16,
        _ => CacheInt8,
    };

    /// <summary>Bytes of memory this process may use: the machine's, or what a container leaves it.</summary>
    public static long Memory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
