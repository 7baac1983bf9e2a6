using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The answer took at most so many milliseconds; one from the cache cannot be judged.</summary>
internal sealed class LatencyAssertion : IAssertion
{
    public string Type => "latency";

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        double threshold = context.Threshold("milliseconds");
        if (context.Answer.Cached)
            throw context.Error("the answer comes from the cache, so its time says nothing. Run with --no-cache to measure it.");
        bool pass = context.Answer.LatencyMs <= threshold;
        return context.Result(pass, pass ? 1 : 0, pass ? AssertionResults.Passed
            : $"Latency {Math.Round(context.Answer.LatencyMs)}ms is greater than threshold {NumberText.Of(threshold)}ms");
    }
}
