using System.Runtime.InteropServices;
using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>One operator of ONNX Runtime, ready to run on the inputs of a <see cref="ForwardCall"/> of the same shape.</summary>
internal sealed class OnnxOperator : IDisposable
{
    private const int Slice = 1 << 20; // floats a reply

    private readonly OnnxRuntimePeer _peer;
    private readonly SelfAttentionShape _shape;
    private readonly bool _rowsOfHeads; // [B, T, H·D] rather than [B, H, T, D]

    private OnnxOperator(OnnxRuntimePeer peer, SelfAttentionShape shape, string name, bool rowsOfHeads, byte[] model, int threads)
    {
        (_peer, _shape, Name, _rowsOfHeads) = (peer, shape, name, rowsOfHeads);
        peer.Ask(new
        {
            command = "prepare", name, threads, model = Convert.ToBase64String(model), layout = rowsOfHeads ? "BTHD" : "BHTD",
            seed = ForwardCall.Seed, shape = (int[])[1, shape.Heads, shape.Count, shape.Width],
        });
    }

    /// <summary>The operator, as reports call it.</summary>
    public string Name { get; }

    /// <summary>Both operators for one shape.</summary>
    public static OnnxOperator[] Prepare(OnnxRuntimePeer peer, SelfAttentionShape shape, bool causal, int threads) =>
    [
        new(peer, shape, "MultiHeadAttention", true, OnnxAttentionModel.MultiHeadAttention(shape, causal), threads),
        new(peer, shape, "Attention-23", false, OnnxAttentionModel.Attention(shape, causal), threads),
    ];

    /// <summary>Makes a call; its time in milliseconds, taken beside the operator.</summary>
    public double Milliseconds() => _peer.Ask(new { command = "run", name = Name }).GetProperty("nanoseconds").GetDouble() / 1e6;

    /// <summary>The largest difference of the latest output to <paramref name="expected"/>, [1, H, T, D]; NaN where either has one.</summary>
    public double MaxAbsDifference(ReadOnlySpan<float> expected)
    {
        double worst = 0;
        for (int first = 0; first < _shape.Floats; first += Slice)
        {
            JsonElement reply = _peer.Ask(new { command = "output", name = Name, first, count = Math.Min(Slice, _shape.Floats - first) });
            ReadOnlySpan<float> slice = MemoryMarshal.Cast<byte, float>(reply.GetProperty("floats").GetBytesFromBase64());
            for (int i = 0; i < slice.Length; i++) worst = Math.Max(worst, Math.Abs((double)slice[i] - expected[Place(first + i)]));
        }
        return worst;
    }

    /// <summary>Frees the session.</summary>
    public void Dispose() => _peer.Ask(new { command = "release", name = Name });

    /// <summary>Where the operator's value <paramref name="index"/> lies in [1, H, T, D].</summary>
    private int Place(int index)
    {
        if (!_rowsOfHeads) return index;
        (int rowAndHead, int d) = Math.DivRem(index, _shape.Width);
        (int row, int head) = Math.DivRem(rowAndHead, _shape.Heads);
        return (head * _shape.Count + row) * _shape.Width + d;
    }
}
