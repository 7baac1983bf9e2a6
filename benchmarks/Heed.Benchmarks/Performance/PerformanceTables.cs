namespace Heed.Benchmarks;

/// <summary>The figures behind the lines, one table a subject.</summary>
internal static class PerformanceTables
{
    /// <summary>Forward passes beside the peer.</summary>
    public static MarkdownTable Forward(ForwardReport report)
    {
        var table = new MarkdownTable(
            "shape", "mask", "Heed ms", "GFLOP/s", "of peak", "ONNX Runtime ms", "its operator", "ratio", "largest difference");
        foreach (ForwardRow row in report.Rows)
        {
            OperatorFigures peer = row.PeerOperators[0];
            table.Add(
                $"{row.Shape}", row.Variant.Name(), $"{row.HeedTimes.MedianMs:F2}", $"{row.HeedGflopPerS:F0}", Percent(row.ShareOfPeak),
                $"{peer.Times.MedianMs:F2}", peer.Operator,
                $"{row.Ratio:F2}", $"{peer.MaxAbsDifference:0.0e-0}");
        }
        return table;
    }

    /// <summary>Decoding beside the peer.</summary>
    public static MarkdownTable Decode(DecodePeerRow row)
    {
        var table = new MarkdownTable("side", "ms", "GB/s", "of bandwidth", "time over Heed's", "largest difference");
        double bytes = row.Heed.MegabytesAStep;
        table.Add(
            "Heed, dense cache", $"{row.Heed.Times.MedianMs:F3}", $"{row.Heed.GbPerS:F1}", Percent(row.Heed.ShareOfBandwidth), "1.00", "");
        foreach (OperatorTimes peer in row.PeerOperators)
            table.Add(
                $"ONNX Runtime, {peer.Operator}", $"{peer.Times.MedianMs:F3}", $"{bytes / peer.Times.MedianMs:F1}", "",
                $"{peer.Times.MedianMs / row.Heed.Times.MedianMs:F2}",
                $"{peer.MaxAbsDifference:0.0e-0}");
        return table;
    }

    /// <summary>What seeing the consequences costs.</summary>
    public static MarkdownTable Lens(IEnumerable<LensRow> rows)
    {
        var table = new MarkdownTable("tokens", "forward ms", "with a hook", "predicted effects ms", "over forward", "decode step ms", "a measured edge ms", "over a step");
        foreach (LensRow row in rows)
            table.Add(
                $"{row.Length}", $"{row.Forward.MedianMs:F1}", $"{row.WatchedOverForward:F2}", $"{row.Predicted.MedianMs:F1}", $"{row.PredictedOverForward:F2}",
                $"{row.Decode.MedianMs:F2}", $"{row.Edge.MedianMs:F2}", $"{row.EdgeOverDecode:F2}");
        return table;
    }

    /// <summary>Backward passes.</summary>
    public static MarkdownTable Backward(BackwardReport report)
    {
        var table = new MarkdownTable("shape", "mask", "forward ms", "backward ms", "over forward", "GFLOP/s", "of peak");
        foreach (BackwardRow row in report.Rows)
            table.Add(
                $"{row.Shape}", row.Causal ? "causal" : "full", $"{row.ForwardTimes.MedianMs:F2}", $"{row.Times.MedianMs:F2}",
                $"{row.OverForward:F2}", $"{row.GflopPerS:F0}", Percent(row.ShareOfPeak));
        return table;
    }

    /// <summary>Sizes beside round ones.</summary>
    public static MarkdownTable Neighbours(IEnumerable<NeighbourRow> rows)
    {
        var table = new MarkdownTable("shape", "mask", "ms", "GFLOP/s", "time for an operation over the faster round neighbour's");
        foreach (NeighbourRow row in rows)
            table.Add(
                $"{row.Shape}", row.Variant.Name(), $"{row.Times.MedianMs:F2}", $"{row.GflopPerS:F0}", $"{row.OverFastestNeighbour:F2}");
        return table;
    }

    /// <summary>Without AVX-512.</summary>
    public static MarkdownTable NarrowLanes(NarrowLanesReport report)
    {
        var table = new MarkdownTable("shape", "ms", "GFLOP/s", "of the AVX2 peak");
        foreach (NarrowLanesRow row in report.Rows)
            table.Add($"{row.Shape}", $"{row.Times.MedianMs:F2}", $"{row.GflopPerS:F0}", Percent(row.GflopPerS / report.PeakGflopPerS));
        return table;
    }

    /// <summary>Fresh processes.</summary>
    public static MarkdownTable Cold(ColdStartReport report)
    {
        var table = new MarkdownTable(
            "shape", "first ms", "second ms", "steady ms", "first − steady", "longest of 2–10 / steady", "further mask",
            "further mask, score and observer");
        foreach (ColdStartRow row in report.Rows)
            table.Add(
                $"{row.Shape}", $"{row.CallsMs[0]:F2}", $"{row.CallsMs[1]:F2}", $"{row.SteadyMs:F2}", $"{row.FirstMinusSteadyMs:F1}",
                $"{row.WorstLaterOverSteady:F2}",
                $"{row.FurtherMaskMs:F1}", $"{row.FurtherCombinationMs:F1}");
        return table;
    }

    /// <summary>Long calls.</summary>
    public static MarkdownTable Memory(IEnumerable<MemoryRow> rows)
    {
        var table = new MarkdownTable("shape", "mask", "extra MB", "managed bytes of a steady call", "ms");
        foreach (MemoryRow row in rows)
            table.Add(
                $"{row.Shape}", row.Kind, Megabytes(row.Point.ExtraBytes), $"{row.Point.AllocatedBytes}", $"{row.Point.Milliseconds:F0}");
        return table;
    }

    /// <summary>Time at every length, with the fit.</summary>
    public static MarkdownTable ScalingTime(IReadOnlyList<ScalingRow> rows)
    {
        var table = new MarkdownTable(["kind", .. rows[0].Points.Select(point => $"T {point.Count}"), "fit"]);
        foreach (ScalingRow row in rows)
            table.Add([row.Kind, .. row.Points.Select(point => $"{point.Milliseconds:G3}"), $"T^{row.TimeExponent:F2}"]);
        return table;
    }

    /// <summary>Memory at every length.</summary>
    public static MarkdownTable ScalingMemory(IReadOnlyList<ScalingRow> rows)
    {
        var table = new MarkdownTable(
            ["kind", .. rows[0].Points.Select(point => $"T {point.Count}"), "of it held in a cache", "managed bytes"]);
        foreach (ScalingRow row in rows)
            table.Add([
                row.Kind, .. row.Points.Select(point => Megabytes(point.Bytes)),
                row.Points[^1].HeldBytes == 0 ? "" : Megabytes(row.Points[^1].HeldBytes),
                $"{row.Points.Max(point => point.AllocatedBytes)}"]);
        return table;
    }

    /// <summary>Watched passes.</summary>
    public static MarkdownTable Observers(ObserverReport report)
    {
        var table = new MarkdownTable("observer", "ms", "beyond plain");
        foreach (ObserverRow row in report.Rows)
            table.Add(row.Observer, $"{row.Times.MedianMs:F2}", $"{(row.OverPlain - 1) * 100:+0.0;-0.0} %");
        return table;
    }

    /// <summary>Maps of one head.</summary>
    public static MarkdownTable Maps(MapsReport report)
    {
        var table = new MarkdownTable("shape", "mask", "made ms", "exact tile ms", "overview ms");
        foreach (MapRow row in report.Rows)
            table.Add($"{row.Shape}", row.Mask, $"{row.MadeMs:F0}", $"{row.Tile.MedianMs:F3}", $"{row.Overview.MedianMs:F0}");
        return table;
    }

    /// <summary>What maps keep, by length.</summary>
    public static MarkdownTable MapMemory(MapsReport report)
    {
        var table = new MarkdownTable(["", .. report.Memory.Select(point => $"T {point.Count}"), "fit"]);
        table.Add(["kept MB", .. report.Memory.Select(point => Megabytes(point.KeptBytes)), ""]);
        table.Add(["peak MB", .. report.Memory.Select(point => Megabytes(point.PeakBytes)), report.MemoryExponent is { } exponent ? $"T^{exponent:F2}" : ""]);
        return table;
    }

    /// <summary>A Llama beside llama.cpp: tokens a second.</summary>
    public static MarkdownTable Llama(ModelsReport report, ReadBandwidth bandwidth)
    {
        var table = new MarkdownTable("what", "side", "ms", "tokens/s", "over llama.cpp of the same weights", "over Heed F32", "GB/s", "of bandwidth");
        foreach (LlamaRow row in report.Llama)
            foreach ((string side, Samples times) in row.Times)
            {
                string? peer = side switch { LlamaBenchmark.Float32 => LlamaBenchmark.PeerFloat32, LlamaBenchmark.Q8 => LlamaBenchmark.PeerQ8, _ => null };
                bool ours = side.StartsWith("Heed", StringComparison.Ordinal), reads = ours && row.Megabytes[side] > 0;
                table.Add(
                    row.What, side, $"{times.MedianMs:F2}", $"{row.PerSecond(side):F1}",
                    peer is not null && row.Times.ContainsKey(peer) ? $"{row.Ratio(side, peer):F2}" : "",
                    ours && side != LlamaBenchmark.Float32 ? $"{row.Ratio(side, LlamaBenchmark.Float32):F2}" : "",
                    reads ? $"{row.GbPerS(side):F1}" : "", reads ? Percent(row.GbPerS(side) / bandwidth.GbPerS) : "");
            }
        return table;
    }

    /// <summary>BERT beside ONNX Runtime.</summary>
    public static MarkdownTable Bert(ModelsReport report, FmaPeak peak)
    {
        var table = new MarkdownTable("texts", "Heed ms", "GFLOP/s", "of peak", "ONNX Runtime ms", "ratio", "largest difference");
        foreach (BertRow row in report.Bert)
            table.Add(
                $"{row.Batch}", $"{row.Heed.MedianMs:F1}", $"{row.GflopPerS:F0}", Percent(row.GflopPerS / peak.AllThreadsGflopPerS),
                $"{row.Peer.MedianMs:F1}", $"{row.Ratio:F2}", $"{row.MaxAbsDifference:0.0e-0}");
        return table;
    }

    /// <summary>A fresh process.</summary>
    public static MarkdownTable Load(ModelsReport report)
    {
        var table = new MarkdownTable("first token ms", "resident MB at most", "weights MB", "keys and values MB", "the rest MB");
        LoadChild.Reply load = report.Load;
        table.Add(
            $"{load.FirstTokenMs:F0}", Megabytes(load.ResidentBytes), Megabytes(load.WeightBytes), Megabytes(load.CacheBytes),
            Megabytes(load.ResidentBytes - load.WeightBytes - load.CacheBytes));
        return table;
    }

    private static string Percent(double share) => $"{share * 100:F0} %";

    private static string Megabytes(long? bytes) => bytes is { } count ? $"{count / 1e6:0.0}" : "";
}
