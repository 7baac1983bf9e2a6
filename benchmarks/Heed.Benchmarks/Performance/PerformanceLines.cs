using static Heed.Benchmarks.PerformanceLine;

namespace Heed.Benchmarks;

/// <summary>What is asked, held against the figures of a run.</summary>
internal static class PerformanceLines
{
    private const int LongCount = 2048; // the bounds on the share of the peak are for this length and more
    private const int TinyCount = 16;

    /// <summary>Every line, in the order of the document.</summary>
    public static List<PerformanceLine> Of(PerformanceFigures figures)
        => [.. Forward(figures.Forward), .. Decode(figures.Decode), .. Shapes(figures), .. Cold(figures.Cold), .. Memory(figures.Memory),
            .. Scaling(figures.Scaling), .. Observers(figures.Observers), .. Lens(figures.Lens), .. Maps(figures.Maps), .. Models(figures)];

    private static IEnumerable<PerformanceLine> Forward(ForwardReport report)
    {
        (AttentionVariant, string, double, double, double)[] bounds =
            [(AttentionVariant.Full, "No mask", 1.3, 1.05, 0.85), (AttentionVariant.Causal, "Causal", 3, 2.2, 0.78)];
        foreach ((AttentionVariant variant, string name, double mean, double least, double share) in bounds)
        {
            ForwardRow[] rows = [.. report.Rows.Where(row => row.Variant == variant && row.Shape.Batch == 1)];
            string key = variant.Name();
            ForwardRow slowest = rows.MinBy(row => row.Ratio)!;
            ForwardRow lowest = rows.Where(row => row.Shape.Count >= LongCount).MinBy(row => row.ShareOfPeak)!;
            double? came = variant == AttentionVariant.Full ? report.GeometricMeanRatioFull : report.GeometricMeanRatioCausal;
            yield return AtLeast(
                $"{key}-mean", $"{name}: speed over ONNX Runtime's, geometric mean of {rows.Length} shapes", mean, came, Times);
            yield return AtLeast($"{key}-least", $"{name}: the least of them", least, slowest.Ratio, Times, $"{slowest.Shape}");
            yield return AtLeast(
                $"{key}-peak", $"{name}: share of the FMA peak, least at T ≥ {LongCount}", share, lowest.ShareOfPeak, Percent,
                $"{lowest.Shape}");
        }
        foreach (ForwardRow row in report.Rows)
        {
            if (row.Shape.Batch > 1 && row.Variant == AttentionVariant.Full)
                yield return AtLeast("short-batch", $"{row.Shape}, no mask: speed over ONNX Runtime's", 2, row.Ratio, Times);
            if (row.Variant is AttentionVariant.Padding or AttentionVariant.Bias or AttentionVariant.HeadBias)
                yield return AtLeast(
                    row.Variant.ToString().ToLowerInvariant(), $"{row.Shape}, {row.Variant.Name()}: speed over ONNX Runtime's", 1.3,
                    row.Ratio, Times);
        }
    }

    private static IEnumerable<PerformanceLine> Decode(DecodePeerRow row)
    {
        yield return AtLeast("decode", $"Decode, {row.Heed.Shape}: speed over ONNX Runtime's", 3, row.Ratio, Times);
        yield return AtLeast("decode-bandwidth", "Decode: share of the read bandwidth", 0.8, row.Heed.ShareOfBandwidth, Percent);
    }

    private static IEnumerable<PerformanceLine> Shapes(PerformanceFigures figures)
    {
        BackwardRow slowest = figures.Backward.Rows.MaxBy(row => row.OverForward)!;
        yield return AtMost(
            "backward", "Backward: time over the forward pass's, the most", 3, slowest.OverForward, Times,
            $"{slowest.Shape}, {(slowest.Causal ? "causal" : "full")}");
        NeighbourRow[] ragged = [.. figures.Neighbours.Where(row => !row.IsRound)];
        NeighbourRow width = ragged.Where(row => row.Shape.Width != 64).MaxBy(row => row.OverFastestNeighbour)!;
        NeighbourRow length = ragged.Where(row => row.Shape.Width == 64).MaxBy(row => row.OverFastestNeighbour)!;
        yield return AtMost(
            "head-size", "Head sizes 80 and 96: time for an operation over that of the faster of 64 and 128", 1.15,
            width.OverFastestNeighbour, Times, $"{width.Shape}, {width.Variant.Name()}");
        yield return AtMost(
            "ragged-length", "Ragged length: time for an operation over that of its round neighbour", 1.15, length.OverFastestNeighbour,
            Times, $"{length.Shape}, {length.Variant.Name()}");
        NarrowLanesRow? narrow = figures.NarrowLanes?.Rows.MinBy(row => row.GflopPerS);
        yield return AtLeast(
            "avx2", "AVX2 alone (AVX-512 switched off): share of the AVX2 peak", 0.75,
            narrow?.GflopPerS / figures.NarrowLanes?.PeakGflopPerS, Percent, $"{narrow?.Shape}");
    }

    private static IEnumerable<PerformanceLine> Cold(ColdStartReport report)
    {
        ColdStartRow[] rows = [.. report.Rows.Where(row => row.Shape.Count > TinyCount)];
        ColdStartRow first = report.Rows.MaxBy(row => row.FirstMinusSteadyMs)!;
        ColdStartRow later = rows.MaxBy(row => row.WorstLaterOverSteady)!, tiny = report.Rows[^1];
        ColdStartRow further = report.Rows.MaxBy(Further)!;
        yield return AtMost(
            "cold-first", "First call of a fresh process, beyond a steady one", 250, first.FirstMinusSteadyMs, Milliseconds,
            $"{first.Shape}");
        yield return AtMost(
            "cold-further", "First call with a further mask, score and observer, beyond a steady one", 100, Further(further), Milliseconds,
            $"{further.Shape}");
        yield return AtMost(
            "cold-later", "Calls 2 to 10 of a fresh process over a steady one, the longest", 1.2, later.WorstLaterOverSteady, Times,
            $"{later.Shape}");
        yield return AtMost(
            "cold-later-tiny", $"The same at {tiny.Shape}, {tiny.SteadyMs * 1000:0} µs a call", 1.2, tiny.WorstLaterOverSteady, Times);

        static double Further(ColdStartRow row) => Math.Max(row.FurtherMaskMs, row.FurtherCombinationMs);
    }

    private static IEnumerable<PerformanceLine> Memory(IReadOnlyList<MemoryRow> rows)
    {
        MemoryRow most = rows.MaxBy(row => row.Point.ExtraBytes)!;
        yield return AtMost(
            "memory", "Extra memory of a long call, the most", 16, most.Point.ExtraBytes / 1e6, value => $"{value:0.#} MB",
            $"{most.Shape}, {most.Kind}");
        yield return AtMost(
            "allocated", "Bytes a steady call allocates on the managed heap", 0, rows.Max(row => row.Point.AllocatedBytes),
            value => $"{value:0}");
    }

    private static IEnumerable<PerformanceLine> Scaling(IReadOnlyList<ScalingRow> rows)
    {
        string span = $"T {rows[0].Points[0].Count} to {rows[0].Points[^1].Count}";
        double full = Of("full").TimeExponent;
        yield return new PerformanceLine(
            "full-exponent", $"Time from {span}, exponent: full", "1.9–2.1", Exponent(full), full is >= 1.9 and <= 2.1);
        foreach (string kind in (string[])["window 1024", "block-sparse"])
            yield return AtMost($"{kind.Replace(' ', '-')}-exponent", $"Exponent: {kind}", 1.1, Of(kind).TimeExponent, Exponent);
        ScalingRow linear = rows.Where(row => row.Family == ScalingFamily.Linear).MaxBy(row => row.TimeExponent)!;
        yield return AtMost(
            "linear-exponent", "Exponent: linear attention, the largest of its kinds", 1.1, linear.TimeExponent, Exponent, linear.Kind);

        ScalingRow Of(string kind) => rows.Single(row => row.Kind == kind);
    }

    private static IEnumerable<PerformanceLine> Observers(ObserverReport report)
    {
        double Cost(params string[] observers) => report.Rows.Where(row => observers.Contains(row.Observer)).Max(row => row.OverPlain) - 1;
        string shape = $"{report.Shape}";
        yield return AtMost(
            "row-statistics", $"Row statistics beyond the plain forward pass, {shape}", 0.12, Cost("row statistics"), Percent);
        yield return AtMost(
            "column-statistics", "Column statistics beyond it", 0.7,
            Cost("received attention (second pass)", "offset histogram (second pass)"), Percent);
        yield return AtMost(
            "unused-observers", "Unused observers beyond it: nothing, within what equal calls differ by", 0.02,
            Cost("none, asked for by type"), Percent);
    }

    private static IEnumerable<PerformanceLine> Maps(MapsReport report)
    {
        (MapRow tile, MapRow overview) = (report.Rows.MaxBy(row => row.Tile.MedianMs)!, report.Rows.MaxBy(row => row.Overview.MedianMs)!);
        yield return AtMost(
            "map-tile", $"Attention map of {tile.Shape}: an exact tile of 256 × 256, the slowest mask", 5, tile.Tile.MedianMs,
            value => $"{value:0.00} ms", tile.Mask);
        yield return AtMost(
            "map-overview", $"Attention map: the overview of {overview.Shape}, the slowest mask", 1500, overview.Overview.MedianMs, Milliseconds,
            overview.Mask);
        yield return AtMost(
            "map-memory", $"Attention maps: peak memory from T {report.Memory[0].Count} to {report.Memory[^1].Count}, exponent", 1.05,
            report.MemoryExponent, Exponent);
    }

    private static IEnumerable<PerformanceLine> Models(PerformanceFigures figures)
    {
        const string f32 = LlamaBenchmark.Float32, bf16 = LlamaBenchmark.BFloat16, q8 = LlamaBenchmark.Q8, peer = LlamaBenchmark.PeerFloat32;
        LlamaRow[] rows = [.. figures.Models.Llama];
        (LlamaRow first, LlamaRow second, LlamaRow[] decoding) = (rows[0], rows[1], rows[2..]);
        yield return AtLeast("prefill-short", $"Llama 135M, {first.What} tokens: speed over llama.cpp's, float32", 2, first.Ratio(f32, peer), Times);
        yield return AtLeast("prefill-bf16", $"Llama 135M, {first.What} tokens: BF16 weights over our float32", 0.95, first.Ratio(bf16, f32), Times);
        yield return AtLeast("prefill-long", $"Llama 135M, {second.What} tokens: speed over llama.cpp's, float32", 2.5, second.Ratio(f32, peer), Times);
        foreach (LlamaRow row in decoding)
        {
            string key = row == decoding[0] ? "decode-short" : "decode-long";
            yield return AtLeast($"{key}-float32", $"Llama 135M, {row.What} tokens: speed over llama.cpp's, float32", 1.2, row.Ratio(f32, peer), Times);
            yield return AtLeast($"{key}-bandwidth", $"Llama 135M, {row.What} tokens: share of the read bandwidth, float32", 0.8, row.GbPerS(f32) / figures.Bandwidth.GbPerS, Percent);
            yield return AtLeast($"{key}-bf16", $"Llama 135M, {row.What} tokens: BF16 weights over our float32", 1.7, row.Ratio(bf16, f32), Times);
            yield return AtLeast($"{key}-q8", $"Llama 135M, {row.What} tokens: speed over llama.cpp's, Q8_0", 1.2, row.Ratio(q8, LlamaBenchmark.PeerQ8), Times);
        }
        foreach (BertRow row in figures.Models.Bert)
            yield return AtLeast($"bert-{row.Batch}", $"BERT base, {row.Batch} × {BertBase.Length} tokens: speed over ONNX Runtime's", 1, row.Ratio, Times);
        BertRow large = figures.Models.Bert[^1];
        yield return AtLeast(
            "bert-peak", $"BERT base, {large.Batch} × {BertBase.Length} tokens: share of the FMA peak", 0.75,
            large.GflopPerS / figures.Forward.FmaPeak.AllThreadsGflopPerS, Percent);
        LoadChild.Reply load = figures.Models.Load;
        yield return AtMost("load", "A float32 Llama of 0.54 GB, in a fresh process: loading and the first token", 1000, load.FirstTokenMs, Milliseconds);
        yield return AtMost(
            "resident", "Its resident memory beyond weights, keys and values", 150,
            (load.ResidentBytes - load.WeightBytes - load.CacheBytes) / 1e6, value => $"{value:0} MB");
    }

    private static IEnumerable<PerformanceLine> Lens(IReadOnlyList<LensRow> rows)
    {
        LensRow predicted = rows.MaxBy(row => row.PredictedOverForward)!, edge = rows.MaxBy(row => row.EdgeOverDecode)!, watched = rows.MaxBy(row => row.WatchedOverForward)!;
        yield return AtMost("lens-predicted", "Predicted effects of every edge: time over a forward pass's, the most", 4, predicted.PredictedOverForward, Times, $"{predicted.Length} tokens");
        yield return AtMost("lens-edge", "A measured edge of the last token: time over a decode step's, the most", 3, edge.EdgeOverDecode, Times, $"{edge.Length} tokens");
        yield return AtMost("lens-watched", "A hook that only looks on: time over a pass without one, the most", 1.05, watched.WatchedOverForward, Times, $"{watched.Length} tokens");
    }

    private static string Times(double value) => $"{value:0.00}×";

    private static string Percent(double value) => $"{value * 100:0.#} %";

    private static string Milliseconds(double value) => $"{value:0} ms";

    private static string Exponent(double value) => $"{value:0.00}";
}
