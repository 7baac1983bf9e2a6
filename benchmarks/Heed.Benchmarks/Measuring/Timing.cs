using System.Diagnostics;

namespace Heed.Benchmarks;

/// <summary>How a call is timed, the same for every side of a comparison.</summary>
internal static class Timing
{
    private const int WarmUpCalls = 3;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(0.5); // past the run time's 30 calls and 100 ms before it recompiles

    /// <summary>
    /// Longer than the threads of either side spin after a call: about 1 ms for Heed, 30 ms for ONNX Runtime. Its option
    /// session.force_spinning_stop would end that at once, and was left out: it made its own calls up to twice as long.
    /// </summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a side calls before the call that counts: one call of a millisecond does not bring a sleeping machine back.</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(20);

    /// <summary>Calls until neither compilation nor first touches are left to be seen.</summary>
    public static void WarmUp(Action call)
    {
        long start = Stopwatch.GetTimestamp();
        for (int calls = 0; calls < WarmUpCalls || Stopwatch.GetElapsedTime(start) < s_warmUp; calls++) call();
    }

    /// <summary>
    /// One turn: a rest in which the other side's threads fall asleep, calls that are not counted and bring back this side's threads
    /// and caches, and the call that counts. Without the second, each side would pay for what the other did last.
    /// </summary>
    /// <param name="timedCall">Makes a call and gives its time in milliseconds.</param>
    /// <param name="settle">Whether calls that are not counted come before.</param>
    public static double Turn(Func<double> timedCall, bool settle = true)
    {
        Thread.Sleep(s_rest);
        if (!settle) return timedCall();
        long start = Stopwatch.GetTimestamp();
        do timedCall();
        while (Stopwatch.GetElapsedTime(start) < s_settle);
        return timedCall();
    }

    /// <summary>Rounds of one turn of every side, one after the other.</summary>
    /// <param name="rounds">Odd, so that a median was measured.</param>
    /// <param name="sides">What is compared: each makes a call and gives its time in milliseconds.</param>
    public static Samples[] Alternate(int rounds, params IReadOnlyList<Func<double>> sides) => Alternate(rounds, settle: true, sides);

    /// <summary>The same; calls that are long in themselves need no others before them to settle.</summary>
    public static Samples[] Alternate(int rounds, bool settle, IReadOnlyList<Func<double>> sides)
    {
        List<double>[] times = [.. sides.Select(_ => new List<double>())];
        for (int round = 0; round < rounds; round++)
            for (int side = 0; side < sides.Count; side++) times[side].Add(Turn(sides[side], settle));
        return [.. times.Select(Samples.Of)];
    }

    /// <summary>The time of one call, in milliseconds.</summary>
    public static double Milliseconds(Action call)
    {
        long start = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
