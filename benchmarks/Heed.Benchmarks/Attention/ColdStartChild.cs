using System.Globalization;

namespace Heed.Benchmarks;

/// <summary>The fresh process of <see cref="ColdStartBenchmark"/>: times its first calls and prints them.</summary>
internal static class ColdStartChild
{
    /// <summary>How the parent asks for it, followed by H, T and D.</summary>
    public const string Argument = "--cold-child";

    /// <summary>The calls counted one by one.</summary>
    public const int FirstCalls = 10;

    private const int SteadyCalls = 31;

    /// <summary>Prints the milliseconds of the first calls, then those of calls long after.</summary>
    public static int Run(string[] args)
    {
        int[] sizes = [.. args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
        using var call = new ForwardCall(new SelfAttentionShape(sizes[0], sizes[1], sizes[2]), AttentionVariant.Full);
        Timing.Milliseconds(() => { }); // the clock itself is compiled before the first call
        var times = new List<double>();
        for (int i = 0; i < FirstCalls; i++) times.Add(Timing.Milliseconds(call.Run));
        Timing.WarmUp(call.Run);
        for (int i = 0; i < SteadyCalls; i++) times.Add(Timing.Milliseconds(call.Run));
        Console.WriteLine(string.Join(' ', times.Select(time => time.ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }
}
