using System.Runtime.InteropServices;
using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>One operator of ONNX Runtime, ready to run on the inputs that Heed draws too.</summary>
internal sealed class OnnxOperator : IDisposable
{
    /// <summary>
    /// The largest difference between two computations of the same thing here: values lie within ±2, so float32 sums of any order agree
    /// to some 1e-6; another mask, scale or layout is off by more than a thousand times that.
    /// </summary>
    private const double LargestDifference = 1e-4;

    private const int Slice = 1 << 20; // floats a reply

    private readonly OnnxRuntimePeer _peer;
    private readonly OnnxCall _call;

    /// <summary>Makes the session and its inputs.</summary>
    /// <exception cref="BenchmarkException">ONNX Runtime refuses the model.</exception>
    public OnnxOperator(OnnxRuntimePeer peer, OnnxCall call, int threads)
    {
        (_peer, _call) = (peer, call);
        peer.Ask(new
        {
            command = "prepare", name = call.Name, threads, model = Convert.ToBase64String(OnnxModel.Of(call)), 
            seed = ForwardCall.Seed, copies = call.Copies,
            inputs = call.Inputs.Where(input => input.Name.Length > 0).Select(input => input.Command),
            outputs = call.Outputs.Select(output => new { name = output.Name, dimensions = output.Dimensions, input = output.Input }),
        });
    }

    /// <summary>The operator, as reports call it.</summary>
    public string Name => _call.Name;

    /// <summary>Makes calls; the time of one in milliseconds, taken beside the operator.</summary>
    public double Milliseconds(int calls = 1)
        => _peer.Ask(new { command = "run", name = Name, count = calls }).GetProperty("nanoseconds").GetDouble() / 1e6 / calls;

    /// <summary>The largest difference of the latest output to <paramref name="expected"/>, [B, H, T, D].</summary>
    /// <exception cref="BenchmarkException">It is so large that something else was computed.</exception>
    public double Compare(ReadOnlySpan<float> expected)
    {
        double worst = 0;
        for (int first = 0; first < _call.ResultFloats; first += Slice)
        {
            int count = Math.Min(Slice, _call.ResultFloats - first);
            JsonElement reply = _peer.Ask(new { command = "output", name = Name, first, count });
            ReadOnlySpan<float> slice = MemoryMarshal.Cast<byte, float>(reply.GetProperty("floats").GetBytesFromBase64());
            for (int i = 0; i < slice.Length; i++) worst = Math.Max(worst, Math.Abs((double)slice[i] - expected[_call.Place(first + i)]));
        }
        return worst <= LargestDifference
            ? worst
            : throw new BenchmarkException($"--peers: expected {Name} within {LargestDifference} of Heed; it differs by {worst}.");
    }

    /// <summary>Frees the session.</summary>
    public void Dispose() => _peer.Ask(new { command = "release", name = Name });
}
