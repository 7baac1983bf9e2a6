using Heed.Prompts.Runs;

namespace Heed.Prompts.Comparisons;

/// <summary>Something variants are compared by; a new one is a new file and a line in <see cref="ComparedMetrics"/>.</summary>
public interface IComparedMetric
{
    /// <summary>What it is called, at the command line and in gates.</summary>
    string Name { get; }

    /// <summary>Whether more is better.</summary>
    bool HigherIsBetter { get; }

    /// <summary>Whether it judges answers, so that it counts among the tests whose p are adjusted together.</summary>
    bool IsQuality { get; }

    /// <summary>Whether values of two runs say nothing of each other, as they hang on what else the machine did: there is then no interval and no verdict.</summary>
    bool NeedsOneRun => false;

    /// <summary>Of a row; null where it has none, which leaves the row out.</summary>
    double? Of(RunRow row);
}
