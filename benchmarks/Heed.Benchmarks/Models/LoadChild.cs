using System.Diagnostics;
using System.Globalization;

namespace Heed.Benchmarks;

/// <summary>A process of its own that loads a model, reads a text and makes tokens.</summary>
internal static class LoadChild
{
    /// <summary>Its first argument.</summary>
    public const string Argument = "--load-child";

    private const int Prompt = 16, Read = 512, Made = 8;

    /// <summary>What it tells.</summary>
    /// <param name="FirstTokenMs">From the beginning of loading to the first token behind 16, code compiled on the way.</param>
    /// <param name="ResidentBytes">Of the process, at its highest, after reading 512 tokens and making 8.</param>
    /// <param name="WeightBytes">Of the file.</param>
    /// <param name="CacheBytes">Keys and values that were there.</param>
    internal sealed record Reply(double FirstTokenMs, long ResidentBytes, long WeightBytes, long CacheBytes);

    /// <summary>Starts the process.</summary>
    public static Reply Start(string file) => ChildProcess.Run<Reply>([ModelsCommand.Name, Argument, file]);

    /// <summary>In the process.</summary>
    public static int Run(string[] args)
    {
        long start = Stopwatch.GetTimestamp();
        using var run = new LlamaRun(args[0], Read);
        run.Prefill(Prompt);
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        run.Prefill(Read);
        run.Decode(Read, Made);
        LlamaShape shape = LlamaShape.Of135M;
        long cache = 2L * shape.Layers * shape.KeyHeads * LlamaShape.HeadSize * (Read + Made) * sizeof(float);
        ChildProcess.Reply(new Reply(first, ProcessMemory.Peak, new FileInfo(args[0]).Length, cache));
        return 0;
    }
}
