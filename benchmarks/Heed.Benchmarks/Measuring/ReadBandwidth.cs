using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>
/// The bytes a second that all threads together read from memory: the median of this run, as for what is measured beside it. A virtual machine
/// gives twice as much now and then.
/// </summary>
internal sealed class ReadBandwidth : IDisposable
{
    private const int Floats = 1 << 28; // 1 GB: no cache holds it
    private const int Passes = 3;
    private readonly AlignedFloats _memory = new(Floats);
    private readonly List<double> _passes = [];

    /// <summary>Takes the memory and fills it with numbers: a machine may keep pages of zeros once.</summary>
    public ReadBandwidth() => new UniformDraws(ForwardCall.Seed).Fill(_memory.Span);

    /// <summary>10⁹ bytes a second.</summary>
    public double GbPerS => _passes.Order().ElementAt(_passes.Count / 2);

    /// <summary>Measures some passes more.</summary>
    public unsafe void Measure()
    {
        fixed (float* memory = _memory.Span)
        {
            var job = new Job { Memory = memory };
            for (int pass = 0; pass < Passes; pass++)
                _passes.Add((double)Floats * sizeof(float) / Timing.Milliseconds(() => Run(job)) / 1e6);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"memory read by all threads: {GbPerS:F1} GB/s";

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _memory.Dispose();

    private static void Run(Job job) => Workers.Run(Floats / Job.ItemFloats, ref job);

    private unsafe struct Job : IJob
    {
        public const int ItemFloats = 1 << 16; // 256 KB, what a decode's work item reads
        public float* Memory;

        public readonly void Run(int item, int worker)
        {
            var sum = new Sum { Memory = Memory + (nint)item * ItemFloats };
            Lanes.Run(ref sum);
            if (!float.IsFinite(sum.Result)) throw new InvalidOperationException("The memory holds small numbers.");
        }
    }

    private unsafe struct Sum : ILaneKernel
    {
        public float* Memory;
        public float Result;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            TVector a = TLane.Zero, b = TLane.Zero, c = TLane.Zero, d = TLane.Zero;
            for (int i = 0; i < Job.ItemFloats; i += 4 * w)
            {
                a = TLane.Add(a, TLane.Load(Memory + i));
                b = TLane.Add(b, TLane.Load(Memory + i + w));
                c = TLane.Add(c, TLane.Load(Memory + i + 2 * w));
                d = TLane.Add(d, TLane.Load(Memory + i + 3 * w));
            }
            Result = TLane.Sum(TLane.Add(TLane.Add(a, b), TLane.Add(c, d)));
        }
    }
}
