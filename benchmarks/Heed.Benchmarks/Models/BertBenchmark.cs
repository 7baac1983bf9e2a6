using System.Runtime.InteropServices;
using System.Text.Json;
using Heed.Autograd;
using Heed.Models;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>BERT in its base size, 128 tokens a text, in turns with the same graph in ONNX Runtime.</summary>
internal static class BertBenchmark
{
    private const int Rounds = 7, QuickRounds = 3, Slice = 1 << 20;

    /// <summary>After twelve layers whose rows are brought to variance 1, sums of any order agree to some 1e-5.</summary>
    private const double LargestDifference = 1e-3;

    /// <summary>Measures.</summary>
    /// <exception cref="BenchmarkException">There is no peer to be had, or it computes something else.</exception>
    public static List<BertRow> Measure(bool quick, string folder, OnnxRuntimePeer peer, FmaPeak peak)
    {
        using Transformer model = Transformer.Create(BertBase.Blueprint, seed: 1);
        var rows = new List<BertRow>();
        foreach (int batch in quick ? [1, 4] : (int[])[1, 32])
        {
            Console.Error.WriteLine($"BERT, {batch} texts of {BertBase.Length} tokens …");
            string file = Path.Combine(folder, $"bert-{batch}.onnx");
            OnnxBert.Write(file, model, batch);
            int[] tokens = BertBase.Tokens(batch);
            peer.Ask(new
            {
                command = "prepare", name = "bert", threads = Workers.Count, path = file, seed = 0, copies = 1,
                inputs = new[] { new { name = "ids", type = "int32", dimensions = new[] { batch, BertBase.Length }, data = MemoryMarshal.AsBytes<int>(tokens).ToArray() } },
                outputs = new[] { new { name = "o", dimensions = new[] { batch, BertBase.Length, BertBase.Blueprint.Width } } },
            });
            var text = new TokenBatch(tokens, batch);
            double difference = Difference(Run(model, text, keep: true)!, peer);
            peak.Measure();
            Samples[] times = Timing.Alternate(
                quick ? QuickRounds : Rounds, () => Timing.Milliseconds(() => Run(model, text, keep: false)), () => Theirs(peer));
            peak.Measure();
            peer.Ask(new { command = "release", name = "bert" });
            File.Delete(file);
            rows.Add(new BertRow(batch, BertBase.Flops(batch) / 1e9, times[0], times[1], difference));
        }
        return rows;
    }

    private static double Theirs(OnnxRuntimePeer peer)
        => peer.Ask(new { command = "run", name = "bert", count = 1 }).GetProperty("nanoseconds").GetDouble() / 1e6;

    private static float[]? Run(Transformer model, TokenBatch text, bool keep)
    {
        using var tape = new Tape(recording: false);
        Tensor hidden = model.Hidden(tape, text);
        return keep ? hidden.ToArray() : null;
    }

    private static double Difference(float[] ours, OnnxRuntimePeer peer)
    {
        Theirs(peer);
        double worst = 0;
        for (int first = 0; first < ours.Length; first += Slice)
        {
            JsonElement reply = peer.Ask(new { command = "output", name = "bert", first, count = Math.Min(Slice, ours.Length - first) });
            ReadOnlySpan<float> slice = MemoryMarshal.Cast<byte, float>(reply.GetProperty("floats").GetBytesFromBase64());
            for (int i = 0; i < slice.Length; i++) worst = Math.Max(worst, Math.Abs((double)slice[i] - ours[first + i]));
        }
        return worst <= LargestDifference
            ? worst
            : throw new BenchmarkException($"--peers: expected BERT within {LargestDifference} of Heed; it differs by {worst}.");
    }
}
