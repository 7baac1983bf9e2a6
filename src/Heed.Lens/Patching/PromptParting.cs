using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Patching;

/// <summary>
/// Where a model parts on two prompts of any lengths that end alike: values at their common end are moved from one run into the other, layer by layer and head by head (activation
/// patching: Heimersheim &amp; Nanda 2024, Zhang &amp; Nanda 2023).
/// </summary>
/// <remarks>
/// <para><b>Places.</b> The tokens both prompts end with stand for each other, counted from the end; what stands before them has no counterpart and is left alone. Of a
/// residual stream only the last of them is moved, where the answer is read; of a head all.</para>
/// <para><b>Positions.</b> A token's counterpart may stand at another position: moved values carry that with them, and the shares need not add up to 1.</para>
/// </remarks>
public sealed class PromptParting
{
    private const float Half = 0.5f;

    private PromptParting(Question worse, Question better, float low, float high, int shared, IReadOnlyList<PartingPatch> layers, IReadOnlyList<PartingPatch> heads)
        => (Worse, Better, WorseMetric, BetterMetric, SharedTokens, Layers, Heads) = (worse, better, low, high, shared, layers, heads);

    /// <summary>The prompt with the lower metric.</summary>
    public Question Worse { get; }

    /// <summary>The prompt with the higher one.</summary>
    public Question Better { get; }

    /// <summary>Its metric.</summary>
    public float WorseMetric { get; }

    /// <summary>And the other's.</summary>
    public float BetterMetric { get; }

    /// <summary>Tokens both prompts end with.</summary>
    public int SharedTokens { get; }

    /// <summary>What goes into each block at the last token.</summary>
    public IReadOnlyList<PartingPatch> Layers { get; }

    /// <summary>The result of each head at the common end, the one that moves most first.</summary>
    public IReadOnlyList<PartingPatch> Heads { get; }

    /// <summary>
    /// Blocks after which the last token's stream, moved, moves at least half of the difference: there the answer is decided. 0 where its position alone does so, all blocks where
    /// nothing before the end of the stack does.
    /// </summary>
    public int DecidedAfter
    {
        get
        {
            int blocks = 0;
            while (blocks < Layers.Count && Layers[blocks].Sufficient < Half) blocks++;
            return blocks;
        }
    }

    /// <summary>The fewest heads, taken in the order of <see cref="Heads"/>, that together move the metric over <paramref name="target"/>; none where all do not.</summary>
    /// <param name="target">0 where the metric is one answer against another: the answer changes.</param>
    /// <param name="most">The most heads that are tried.</param>
    /// <param name="cancellation">Stops between two of them.</param>
    /// <returns>The heads, and the metric of the worse prompt with them.</returns>
    public (IReadOnlyList<PartingPatch> Heads, float Metric)? Moving(float target = 0, int most = 8, CancellationToken cancellation = default)
    {
        for (int count = 1; count <= Math.Min(most, Heads.Count); count++)
        {
            cancellation.ThrowIfCancellationRequested();
            PartingPatch[] chosen = [.. Heads.Take(count)];
            float metric = 0;
            for (int r = 0; r < Worse.Runs.Count; r++)
            {
                using var both = new PartedRuns(Worse.Model.Transformer, Worse.Runs[r], Better.Runs[r], SharedTokens);
                metric += both.IntoWorse(chosen);
            }
            if (metric > target) return (chosen, metric);
        }
        return null;
    }

    /// <summary>Compares two prompts.</summary>
    /// <param name="first">A prompt with its answers.</param>
    /// <param name="second">Another prompt with the same answers.</param>
    /// <param name="cancellation">Stops between two places.</param>
    /// <exception cref="HeedException">
    /// They are of two models or ask for other answers, have no last token in common, have the same metric, or the model reads in both directions or has an encoder.
    /// </exception>
    public static PromptParting Of(Question first, Question second, CancellationToken cancellation = default)
    {
        Transformer model = first.Model.Transformer;
        Blueprint b = model.Blueprint;
        if (first.Model != second.Model) throw new HeedException($"prompts: expected both of one model; got {first.Model.Name} and {second.Model.Name}.");
        if (b.Direction != Direction.Causal || b.HasEncoder) throw new HeedException($"prompts: expected a model that reads from left to right; {first.Model.Name} does not.");
        if (first.Name != second.Name) throw new HeedException($"prompts: expected the same answers of both; got {first.Name} and {second.Name}.");
        int shared = Shared(first.Prompt.Encoding.Ids, second.Prompt.Encoding.Ids);
        if (shared == 0)
            throw new HeedException("prompts: expected two that end with the same token, where the answer is read; they end differently.");
        float a = first.Value(), c = second.Value();
        if (MathF.Abs(a - c) < 1e-6f * MathF.Max(1, MathF.Abs(a)))
            throw new HeedException($"prompts: expected two that the model answers differently; {first.Name} is {a:G4} for both.");
        (Question worse, Question better) = a < c ? (first, second) : (second, first);
        var sums = new Dictionary<(string Site, int Layer, int? Head), (double Into, double Out)>();
        double low = 0, high = 0;
        for (int r = 0; r < worse.Runs.Count; r++)
        {
            using var both = new PartedRuns(model, worse.Runs[r], better.Runs[r], shared);
            (low, high) = (low + both.Low, high + both.High);
            foreach ((string site, int layer, int? head) in Places(b))
            {
                cancellation.ThrowIfCancellationRequested();
                (double into, double from) = sums.GetValueOrDefault((site, layer, head));
                sums[(site, layer, head)] = (into + both.IntoWorse(site, head), from + both.IntoBetter(site, head));
            }
        }
        PartingPatch[] all =
        [
            .. sums.Select(entry => new PartingPatch(
                entry.Key.Site, entry.Key.Layer, entry.Key.Head, (float)((entry.Value.Into - low) / (high - low)), (float)((high - entry.Value.Out) / (high - low)))),
        ];
        return new PromptParting(
            worse, better, (float)low, (float)high, shared, [.. all.Where(one => one.Head is null).OrderBy(one => one.Layer)],
            [.. all.Where(one => one.Head is not null).OrderByDescending(one => one.Sufficient)]);
    }

    private static IEnumerable<(string Site, int Layer, int? Head)> Places(Blueprint b)
    {
        for (int layer = 0; layer < b.Layers; layer++) yield return ($"blocks.{layer}.resid_pre", layer, null);
        foreach (string attention in AttentionNames.Of(b))
            for (int head = 0; head < b.Heads; head++) yield return (attention + ".z", AttentionNames.LayerOf(attention), head);
    }

    private static int Shared(int[] a, int[] b)
    {
        int shared = 0;
        while (shared < Math.Min(a.Length, b.Length) && a[^(shared + 1)] == b[^(shared + 1)]) shared++;
        return shared;
    }
}
