using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Consequences;

/// <summary>What a forward and a backward pass keep: every activation, until its gradient has gone on.</summary>
internal static class GradientMemory
{
    /// <summary>About so many bytes; linear in the length of the text.</summary>
    public static long Bytes(Blueprint b, TokenBatch batch)
    {
        long source = batch.Source?.Ids.Length ?? 0, tokens = batch.Ids.Length;
        // A block: both norms, both parts and both sums, queries and keys before and after they are turned, values, heads, the feed-forward part's two or three.
        long block = 6L * b.Width + 3L * b.Heads * b.HeadSize + 3L * b.KeyValueHeads * b.HeadSize + (b.FeedForward == FeedForwardKind.Plain ? 2L : 3L) * b.HiddenWidth;
        long cross = b.HasEncoder ? 3L * b.Width + 2L * b.Heads * b.HeadSize : 0, crossKeys = b.HasEncoder ? 2L * b.KeyValueHeads * b.HeadSize : 0;
        return sizeof(float) * (source * b.EncoderLayers * block + tokens * b.Layers * (block + cross) + source * b.Layers * crossKeys);
    }

    /// <summary>Refuses passes that need more than a budget, before anything is computed.</summary>
    /// <exception cref="HeedException">They do.</exception>
    public static void Check(Blueprint blueprint, IEnumerable<QuestionRun> runs, long budget)
    {
        long needed = runs.Max(run => Bytes(blueprint, run.Batch));
        if (needed > budget)
            throw new HeedException(
                $"budget: a forward and a backward pass over this text keep about {needed:N0} bytes; the budget is {budget:N0}. Shorten the text, or raise the budget to at least that.");
    }
}
