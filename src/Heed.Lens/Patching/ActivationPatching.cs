using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Patching;

/// <summary>
/// Activation patching between two prompts, both ways, of the residual stream at every layer and position and of every head (Heimersheim &amp; Nanda 2024, Zhang &amp; Nanda 2023), with
/// what attribution patching says of each beforehand.
/// </summary>
public sealed class ActivationPatching
{
    private ActivationPatching(PromptPair pair, float clean, float corrupt, IReadOnlyList<PatchCell> positions, IReadOnlyList<PatchCell> heads)
        => (Pair, Clean, Corrupt, Positions, Heads) = (pair, clean, corrupt, positions, heads);

    /// <summary>The prompts.</summary>
    public PromptPair Pair { get; }

    /// <summary>The metric of the clean prompt.</summary>
    public float Clean { get; }

    /// <summary>The metric of the corrupt prompt.</summary>
    public float Corrupt { get; }

    /// <summary>What goes into each block, token by token, from the first token that differs on (in a model that reads both ways: all).</summary>
    public IReadOnlyList<PatchCell> Positions { get; }

    /// <summary>The result of each head, at all tokens together.</summary>
    public IReadOnlyList<PatchCell> Heads { get; }

    /// <summary>Rank correlation of <see cref="PatchCell.Attributed"/> with <see cref="PatchCell.Sufficient"/>; null where there are too few cells.</summary>
    public static double? Agreement(IReadOnlyList<PatchCell> cells) => RankCorrelation.Of([.. cells.Select(cell => cell.Attributed)], [.. cells.Select(cell => cell.Sufficient)]);

    /// <summary>Patches.</summary>
    /// <param name="pair">The prompts.</param>
    /// <param name="budget">The most bytes that what is kept of a run may take.</param>
    /// <param name="progress">Is told how many places are done.</param>
    /// <param name="cancellation">Stops between two of them.</param>
    /// <exception cref="HeedException">Both prompts have the same metric, it is not finite, or the budget is too small.</exception>
    public static ActivationPatching Of(PromptPair pair, long budget = ConsequenceOptions.UsualBudget, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        Transformer model = pair.Clean.Model.Transformer;
        GradientMemory.Check(model.Blueprint, pair.Clean.Runs, budget);
        var sums = new Dictionary<(string Site, int Head, int Position), double[]>();
        double clean = 0, corrupt = 0;
        int done = 0;
        for (int r = 0; r < pair.Clean.Runs.Count; r++)
        {
            using var both = new PatchedRuns(model, pair.Clean.Runs[r], pair.Corrupt.Runs[r], budget);
            clean += both.Clean;
            corrupt += both.Corrupt;
            foreach ((string site, int head, int position) in Places(model.Blueprint, pair))
            {
                cancellation.ThrowIfCancellationRequested();
                double[] sum = sums.TryGetValue((site, head, position), out double[]? there) ? there : sums[(site, head, position)] = new double[3];
                (float sufficient, float necessary, double attributed) = both.Patch(site, head, position);
                sum[0] += sufficient;
                sum[1] += necessary;
                sum[2] += attributed;
                progress?.Report(++done);
            }
        }
        double between = clean - corrupt;
        if (Math.Abs(between) < 1e-6 * Math.Max(1, Math.Abs(clean)))
            throw new HeedException($"prompts: expected two that the model answers differently; {pair.Clean.Name} is {clean:G4} for both. Choose other answers or prompts.");
        PatchCell[] cells =
        [
            .. sums.Select(entry => new PatchCell(
                entry.Key.Site, AttentionNames.LayerOf(entry.Key.Site.EndsWith(".z", StringComparison.Ordinal) ? entry.Key.Site[..^2] : entry.Key.Site),
                entry.Key.Head < 0 ? null : entry.Key.Head, entry.Key.Position < 0 ? null : entry.Key.Position,
                (float)((entry.Value[0] - corrupt) / between), (float)((entry.Value[1] - corrupt) / between), (float)(entry.Value[2] / between))),
        ];
        return new ActivationPatching(pair, (float)clean, (float)corrupt, [.. cells.Where(cell => cell.Head is null)], [.. cells.Where(cell => cell.Head is not null)]);
    }

    private static IEnumerable<(string Site, int Head, int Position)> Places(Blueprint b, PromptPair pair)
    {
        // Tokens before the first difference of a causal model are the same in both.
        int first = b is { Direction: Direction.Causal, HasEncoder: false } ? pair.Differences[0] : 0;
        string prefix = b.HasEncoder ? "encoder." : "";
        for (int layer = 0; layer < (b.HasEncoder ? b.EncoderLayers : b.Layers); layer++)
            for (int position = first; position < pair.Clean.Prompt.Length; position++) yield return ($"{prefix}blocks.{layer}.resid_pre", -1, position);
        foreach (string attention in AttentionNames.Of(b))
            for (int head = 0; head < b.Heads; head++) yield return (attention + ".z", head, -1);
    }
}
