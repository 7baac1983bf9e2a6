using System.Diagnostics;

namespace Heed.Models.Cost;

/// <summary>Holds predicted times against runs of the real model: reads a text and makes a token behind it, as generation does.</summary>
/// <param name="model">The model.</param>
/// <param name="batch">B.</param>
/// <param name="cache">How keys and values are kept: float32 or float16, which models' caches have.</param>
/// <param name="rates">The machine.</param>
public sealed class CostCheck(LanguageModel model, int batch, CachePrecision cache, Calibration rates)
{
    private const int FewestRuns = 3, MostRuns = 15;
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(1);
    private readonly CostModel _cost = Checked(model, cache);
    private readonly ModelPass _pass = new(model.Transformer, batch);

    /// <summary>Runs one context length.</summary>
    /// <param name="context">T.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    /// <returns>Reading, and the next token where there is one and the window has room for it.</returns>
    /// <exception cref="HeedException">The context does not fit the model's window or the memory, or a number is out of range.</exception>
    public IReadOnlyList<CostCheckRow> Run(long context, CancellationToken cancellation = default)
    {
        CostPoint at = _cost.At(context, batch);
        Blueprint b = model.Transformer.Blueprint;
        Refuse(b, [context]);
        // Residuals and what a block keeps beside them: some twenty rows of the model's width.
        if (at.CacheBytes + _cost.WeightBytes + (UInt128)(20 * sizeof(float) * (double)context * batch * b.Width) > (UInt128)(rates.MemoryBytes / 2))
            throw new HeedException($"check: a run of {context} tokens would take more than half of this machine's memory. Choose a shorter context.");
        using KeyValueCache? kept = _cost.Decodes
            ? new KeyValueCache(b, batch, (int)context + 1, cache == CachePrecision.Float16 ? ElementType.Float16 : ElementType.Float32) : null;
        var rows = new List<CostCheckRow>
        {
            new(context, false, TimePrediction.Prefill(_cost, at, rates), Seconds(() => _pass.Read((int)context, kept), cancellation)),
        };
        if (kept is not null && context < b.MaxPositions)
            rows.Add(new(context, true, TimePrediction.Token(_cost, at, rates)!.Value, Seconds(() => _pass.Next((int)context, kept), cancellation)));
        return rows;
    }

    /// <summary>Refuses what no model can run.</summary>
    /// <param name="cache">How keys and values would be kept.</param>
    /// <exception cref="HeedException">Models do not keep them so.</exception>
    public static void Refuse(CachePrecision cache)
    {
        if (cache == CachePrecision.Int8)
            throw new HeedException(
                "check: models keep keys and values in float32 or float16; got int8, which is counted but cannot be run. Choose --kv f32 or f16.");
    }

    /// <summary>Refuses contexts of which the model can run none.</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="contexts">T, one or more.</param>
    /// <exception cref="HeedException">All are longer than its window.</exception>
    public static void Refuse(Blueprint blueprint, IReadOnlyList<long> contexts)
    {
        if (contexts.All(context => context > blueprint.MaxPositions))
            throw new HeedException(
                $"check: expected a context within the model's window of {blueprint.MaxPositions} tokens; got {string.Join(", ", contexts)}. "
                + "Give a shorter --context.");
    }

    private static CostModel Checked(LanguageModel model, CachePrecision cache)
    {
        Refuse(cache);
        CostSubject subject = CostSubject.Of(model);
        return new CostModel(subject.Blueprint, new CostVariant { Cache = cache }, subject.StoredBytes);
    }

    /// <summary>The lower quartile of the runs but the first third, as in <see cref="CalibrationRun"/>; of runs of seconds there is one.</summary>
    private static double Seconds(Action run, CancellationToken cancellation)
    {
        var times = new List<double>();
        long start = Stopwatch.GetTimestamp();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            long before = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }
        while (times.Count < FewestRuns && Stopwatch.GetElapsedTime(start) < s_long * 3 || times.Count < MostRuns
            && Stopwatch.GetElapsedTime(start) < s_long / 2
            || times[^1] < 0.005 && Stopwatch.GetElapsedTime(start) < s_long / 3);
        double[] counted = [.. times.Skip(times.Count / 3).Order()];
        return counted[counted.Length / 4];
    }
}
