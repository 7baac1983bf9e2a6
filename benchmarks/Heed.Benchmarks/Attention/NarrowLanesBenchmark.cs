namespace Heed.Benchmarks;

/// <summary>The forward pass on a machine without AVX-512: a process in which the run time knows none.</summary>
internal static class NarrowLanesBenchmark
{
    /// <summary>Measures; null where this processor has no 256-bit lanes.</summary>
    /// <exception cref="BenchmarkException">The process failed.</exception>
    public static NarrowLanesReport? Measure()
    {
        Console.Error.WriteLine("AVX-512 switched off …");
        NarrowLanesReport report = ChildProcess.Run<NarrowLanesReport>(
            [AttentionCommand.Name, NarrowLanesChild.Argument], ("DOTNET_EnableAVX512", "0"));
        return report.LaneBits == 256 ? report : null;
    }
}
