using System.Globalization;
using System.Runtime.InteropServices;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>Where figures come from.</summary>
/// <param name="Cpu">The processor's name, or its architecture where the system does not tell.</param>
/// <param name="Cores">Logical processors this process may use.</param>
/// <param name="Threads">Threads that Heed, and a peer beside it, runs on.</param>
/// <param name="LaneBits">Bits of the register Heed uses.</param>
/// <param name="DotNet">The run time.</param>
/// <param name="System">The operating system.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="LoadAtStart">Processes that wanted to run in the minute before, near 0 where figures can be trusted; null if not told.</param>
internal sealed record MachineDescription(
    string Cpu, int Cores, int Threads, int LaneBits, string DotNet, string System, DateTimeOffset StartedAt, double? LoadAtStart)
{
    private const string CpuInfo = "/proc/cpuinfo", LoadAverage = "/proc/loadavg";

    /// <summary>This machine, now.</summary>
    public static MachineDescription Here()
        => new(CpuName(), Environment.ProcessorCount, Workers.Count, Lanes.Bits, RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription, DateTimeOffset.UtcNow, Load());

    /// <inheritdoc/>
    public override string ToString()
    {
        string load = LoadAtStart is { } at ? $" · load {at:F2} at start" : "";
        return $"{Cpu} · {Cores} cores, {Threads} threads · {LaneBits}-bit lanes · {DotNet} · {System}{load}";
    }

    private static double? Load()
        => File.Exists(LoadAverage) ? double.Parse(File.ReadAllText(LoadAverage).Split(' ')[0], CultureInfo.InvariantCulture) : null;

    private static string CpuName()
    {
        IEnumerable<string> lines = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo) : [];
        string? line = lines.FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
