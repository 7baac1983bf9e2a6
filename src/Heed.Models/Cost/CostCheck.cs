using System.Diagnostics;
using Heed.Autograd;

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

    /// <summary>Runs one context length.</summary>
    /// <param name="context">T.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    /// <returns>Reading, and the next token where there is one and the window has room for it.</returns>
    /// <exception cref="HeedException">The context does not fit the model's window or the memory, or a number is out of range.</exception>
    public IReadOnlyList<CostCheckRow> Run(long context, CancellationToken cancellation = default)
    {
        CostPoint at = _cost.At(context, batch);
        Blueprint b = model.Transformer.Blueprint;
        if (at.IsBeyondWindow) throw new HeedException($"check: a run needs a context within the model's window of {b.MaxPositions} tokens; got {context}.");
        // Residuals and what a block keeps beside them: some twenty rows of the model's width.
        if (at.CacheBytes + _cost.WeightBytes + (UInt128)(20 * sizeof(float) * (double)context * batch * b.Width) > (UInt128)(rates.MemoryBytes / 2))
            throw new HeedException($"check: a run of {context} tokens would take more than half of this machine's memory. Choose a shorter context.");
        using KeyValueCache? kept = _cost.Decodes
            ? new KeyValueCache(b, batch, (int)context + 1, cache == CachePrecision.Float16 ? ElementType.Float16 : ElementType.Float32) : null;
        var rows = new List<CostCheckRow>
        {
            new(context, false, TimePrediction.Prefill(_cost, at, rates), Seconds(() => Read((int)context, kept), cancellation)),
        };
        if (kept is not null && context < b.MaxPositions)
            rows.Add(new(context, true, TimePrediction.Token(_cost, at, rates)!.Value, Seconds(() => Next((int)context, kept), cancellation)));
        return rows;
    }

    private static CostModel Checked(LanguageModel model, CachePrecision cache)
    {
        if (cache == CachePrecision.Int8) throw new HeedException("check: models keep keys and values in float32 or float16; got int8, which is counted but cannot be run. Choose --kv f32 or f16.");
        CostSubject subject = CostSubject.Of(model);
        return new CostModel(subject.Blueprint, new CostVariant { Cache = cache }, subject.StoredBytes);
    }

    private void Read(int length, KeyValueCache? kept)
    {
        kept?.Clear();
        var tokens = new TokenBatch(Tokens(length), batch);
        if (model.Transformer.Blueprint.HasEncoder) tokens = tokens with { Source = tokens };
        Pass(tokens, kept);
    }

    private void Next(int length, KeyValueCache kept)
    {
        kept.Truncate(length);
        Pass(new TokenBatch(Tokens(1), batch), kept);
    }

    private void Pass(TokenBatch tokens, KeyValueCache? kept)
    {
        using var tape = new Tape(recording: false);
        Transformer transformer = model.Transformer;
        Tensor hidden = transformer.Hidden(tape, tokens, kept);
        if (transformer.Blueprint.Head == ModelHead.Classification) transformer.ClassLogits(tape, hidden, batch);
        else if (transformer.Blueprint.Head != ModelHead.None)
            transformer.TokenLogits(tape, hidden, [.. Enumerable.Range(1, batch).Select(text => text * tokens.Length - 1)]);
        else if (transformer.Blueprint.Pooler) transformer.Pooled(tape, hidden, batch);
    }

    private int[] Tokens(int length) => [.. Enumerable.Range(0, length * batch).Select(i => (int)(i * 7919L % model.Transformer.Blueprint.VocabularySize))];

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
        while (times.Count < FewestRuns && Stopwatch.GetElapsedTime(start) < s_long * 3 || times.Count < MostRuns && Stopwatch.GetElapsedTime(start) < s_long / 2
            || times[^1] < 0.005 && Stopwatch.GetElapsedTime(start) < s_long / 3);
        double[] counted = [.. times.Skip(times.Count / 3).Order()];
        return counted[counted.Length / 4];
    }
}
