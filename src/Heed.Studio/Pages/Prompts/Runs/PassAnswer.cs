using Heed.Prompts.Outputs;
using Heed.Prompts.Statistics;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>How many passed.</summary>
/// <param name="Passed">Those that passed.</param>
/// <param name="Failed">Those an assertion failed.</param>
/// <param name="Errors">Those without an answer, or that could not be judged.</param>
/// <param name="Count">All of them.</param>
/// <param name="Rate">Passed of all, 0 … 1.</param>
/// <param name="Low">Its interval's lower bound (Wilson, 95 %).</param>
/// <param name="High">Its upper bound.</param>
public sealed record PassAnswer(int Passed, int Failed, int Errors, int Count, double Rate, double Low, double High)
{
    internal static PassAnswer Of(RunTotals totals)
    {
        Interval interval = WilsonInterval.Of(totals.Successes, totals.Count);
        return new(totals.Successes, totals.Failures, totals.Errors, totals.Count, totals.PassRate, interval.Low, interval.High);
    }
}
