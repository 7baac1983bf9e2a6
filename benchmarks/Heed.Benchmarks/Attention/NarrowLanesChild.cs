using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The process of <see cref="NarrowLanesBenchmark"/>, in which AVX-512 is switched off.</summary>
internal static class NarrowLanesChild
{
    /// <summary>How the parent asks for it.</summary>
    public const string Argument = "--narrow-child";

    private const int Rounds = 11;

    /// <summary>Measures peak and shapes at the lanes that are left, in one run.</summary>
    public static int Run()
    {
        var peak = new FmaPeak();
        var rows = new List<NarrowLanesRow>();
        foreach (SelfAttentionShape shape in (ReadOnlySpan<SelfAttentionShape>)[new(12, 2048, 64), new(16, 1024, 128)])
        {
            peak.Measure();
            using var call = new ForwardCall(shape, AttentionVariant.Full);
            Timing.WarmUp(call.Run);
            Samples times = Timing.Alternate(Rounds, () => Timing.Milliseconds(call.Run))[0];
            rows.Add(new(shape, times, times.GflopPerS(shape.ForwardFlops(AttentionVariant.Full))));
        }
        peak.Measure();
        ChildProcess.Reply(new NarrowLanesReport(Lanes.Bits, peak.AllThreadsGflopPerS, rows));
        return 0;
    }
}
