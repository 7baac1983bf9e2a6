using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Patching;

/// <summary>
/// Path patching (Wang et al. 2022): how much of a head's effect goes straight to chosen receivers, through no other head. The clean run is repeated with the sender's corrupt result
/// and all other heads held; what then reaches the receivers is put into a last clean run.
/// </summary>
public static class PathPatching
{
    /// <summary>The metric of the last run; compare with that of the clean one.</summary>
    /// <param name="pair">The prompts.</param>
    /// <param name="sender">Attention of the sending head: <c>blocks.N.attn</c>.</param>
    /// <param name="senderHead">Query head.</param>
    /// <param name="receivers">Sites with the receiving head: <c>blocks.N.attn.q</c>, <c>.k</c> or <c>.v</c> (of the last two key-value heads); empty: what reaches the answer straight.</param>
    /// <param name="budget">The most bytes that what is kept of a run may take.</param>
    /// <exception cref="HeedException">There is no such head or site, or a receiver does not come after the sender.</exception>
    public static float Of(
        PromptPair pair, string sender, int senderHead, IReadOnlyList<(string Site, int Head)> receivers, long budget = Recording.UsualBudget)
    {
        Transformer model = pair.Clean.Model.Transformer;
        Blueprint b = model.Blueprint;
        AttentionNames.Require(b, sender);
        AttentionNames.RequireHead(b, sender, senderHead);
        foreach ((string site, int head) in receivers) CheckReceiver(b, sender, site, head);
        float metric = 0;
        for (int r = 0; r < pair.Clean.Runs.Count; r++) metric += Run(model, pair.Clean.Runs[r], pair.Corrupt.Runs[r].Batch, sender, senderHead, receivers, budget);
        return metric;
    }

    private static float Run(
        Transformer model, QuestionRun clean, TokenBatch corruptBatch, string sender, int senderHead, IReadOnlyList<(string Site, int Head)> receivers, long budget)
    {
        Blueprint b = model.Blueprint;
        using var corrupt = Recording.Of(model, corruptBatch, [sender + ".z"], budget);
        using var held = Recording.Of(model, clean.Batch, ["*.z"], budget);
        var changes = new List<Intervention>();
        foreach (string attention in AttentionNames.Of(b)) changes.Add(ReplaceValues.Patch(attention + ".z", held));
        changes.Add(ReplaceValues.HeadOf(b, sender, senderHead, corrupt));
        if (receivers.Count == 0) return Metric(changes);
        using var reached = Recording.Of(model, clean.Batch, receivers.Select(receiver => receiver.Site).Distinct(), budget, [.. changes]);
        return Metric([.. receivers.Select(receiver => Receive(b, receiver.Site, receiver.Head, reached))]);

        float Metric(IReadOnlyList<Intervention> interventions)
        {
            using var tape = new Tape(recording: false);
            return clean.Metric.Of(model, tape, model.Hidden(tape, clean.Batch, hook: new InterventionHook(interventions))).Span[0];
        }
    }

    private static ReplaceValues Receive(Blueprint b, string site, int head, Recording reached)
    {
        Tensor value = reached[site];
        var columns = new float[value.Rows * b.HeadSize];
        for (int row = 0; row < value.Rows; row++) value.Span.Slice(row * value.Columns + head * b.HeadSize, b.HeadSize).CopyTo(columns.AsSpan(row * b.HeadSize));
        return new ReplaceValues(site, columns, new Masks.KeyRange(0, value.Rows), head * b.HeadSize, b.HeadSize, $"{site} head {head} as the path leaves it");
    }

    private static void CheckReceiver(Blueprint b, string sender, string site, int head)
    {
        string attention = site[..Math.Max(0, site.LastIndexOf('.'))], input = site[(attention.Length + 1)..];
        AttentionNames.Require(b, attention);
        if (input is not ("q" or "k" or "v")) throw new HeedException($"receiver '{site}': expected an attention's .q, .k or .v.");
        int heads = input == "q" ? b.Heads : b.KeyValueHeads;
        if ((uint)head >= (uint)heads) throw new HeedException($"receiver '{site}': expected a head from 0 to {heads - 1}; got {head}.");
        IReadOnlyList<string> order = AttentionNames.Of(b);
        if (order.ToList().IndexOf(attention) <= order.ToList().IndexOf(sender)) throw new HeedException($"receiver '{site}': expected a layer after the sender's, {sender}.");
    }
}
