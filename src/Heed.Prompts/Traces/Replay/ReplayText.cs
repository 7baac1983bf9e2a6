namespace Heed.Prompts.Traces.Replay;

/// <summary>A comparison with today in words.</summary>
public static class ReplayText
{
    private const int Longest = 200;

    /// <summary>A line for the verdict, and one for each difference.</summary>
    public static IEnumerable<string> Lines(ReplayReport report)
    {
        int tokens = report.Traced.OutputTokens.Count;
        yield return report.IsIdentical
            ? $"bit-identical: {tokens} token{(tokens == 1 ? "" : "s")}" + (report.Traced.LogProbabilities.Count > 0
                ? ", every bit of their log-probabilities" : "; log-probabilities were not kept")
            : "not identical";
        bool explained = report.Differences.Any(difference => !difference.IsResult);
        foreach (ReplayDifference difference in report.Differences)
            yield return $"  {difference.What}: was {Short(difference.Was)}, is {Short(difference.Is)}";
        if (!report.IsIdentical && !explained)
            yield return "  model, tokenizer, version of Heed, kernel and input are the same: this should not be. Please report it.";
    }

    private static string Short(string text)
    {
        string line = text.ReplaceLineEndings("⏎");
        return line.Length == 0 ? "nothing" : line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
