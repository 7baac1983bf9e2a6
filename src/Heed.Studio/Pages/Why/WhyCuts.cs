using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Studio.Safety;

namespace Heed.Studio.Pages.Why;

/// <summary>Cuts as requests name them, as interventions.</summary>
internal static class WhyCuts
{
    private const int Most = 200;

    /// <summary>Makes them.</summary>
    /// <exception cref="HeedException">One of them names something the model or the text does not have.</exception>
    /// <exception cref="TooLargeException">There are too many.</exception>
    public static IReadOnlyList<Intervention> Of(AnswerPlace place, IReadOnlyList<WhyCut>? cuts)
    {
        if (cuts is null || cuts.Count == 0) return [];
        if (cuts.Count > Most) throw new TooLargeException($"cuts: expected at most {Most}; got {cuts.Count}. Undo some.");
        Blueprint b = place.Model.Transformer.Blueprint;
        HeadMeans? means = null;
        var all = new List<Intervention>();
        foreach (WhyCut cut in cuts)
            switch (cut)
            {
                case { Attention: { } attention, Head: { } head, From: null, To: null }:
                    Require(b, attention, head);
                    // The mean of a single token is the token itself.
                    all.Add(place.Batch.Length == 1 && !b.HasEncoder ? ReplaceValues.ZeroHead(b, attention, head)
                        : ReplaceValues.MeanHead(b, attention, head, (means ??= HeadMeans.Of(place.Model.Transformer, [place.Batch])).Of(attention, head)));
                    break;
                case { Attention: { } attention, Head: { } head, From: { } from, To: { } to }:
                    Require(b, attention, head);
                    all.Add(CutEdges.One(attention, head, from, to));
                    break;
                case { Attention: null, Head: null, From: { } from, To: { } to }:
                    all.AddRange(PairCut.Cuts(b, PairCut.Word(place.Prompt, from, "from"), PairCut.Word(place.Prompt, to, "to")));
                    break;
                default:
                    throw new HeedException("cuts: expected a weight (attention, head, from, to), a head (attention, head) or all attention between two words (from, to); got another combination.");
            }
        return all;
    }

    private static void Require(Blueprint blueprint, string attention, int head)
    {
        AttentionNames.Require(blueprint, attention);
        AttentionNames.RequireHead(blueprint, attention, head);
    }
}
