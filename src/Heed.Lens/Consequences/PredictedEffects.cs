using System.Runtime.CompilerServices;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Consequences;

/// <summary>The predicted effect of cutting every edge of every head, from one forward and one backward pass a run of the question.</summary>
internal sealed class PredictedEffects
{
    private readonly Transformer _model;
    private readonly IReadOnlyList<QuestionRun> _runs;
    private readonly int _shared;

    /// <summary>Runs the passes.</summary>
    /// <exception cref="HeedException">The metric is not finite, or the budget is too small: nothing is computed then.</exception>
    public PredictedEffects(Transformer model, IReadOnlyList<QuestionRun> runs, ConsequenceOptions options)
    {
        (_model, _runs, _shared) = (model, runs, SharedLength(runs));
        long needed = runs.Sum(run => Bytes(model, run, options));
        if (needed > options.Budget)
            throw new HeedException(
                $"check: to keep {options.PerHead:N0} edges a head needs {needed:N0} bytes; the budget is {options.Budget:N0}. "
                + "Cut fewer edges, or raise the budget.");
        foreach (QuestionRun run in runs)
        {
            var tables = new Dictionary<string, EdgeTable>();
            using var pass = new GradientPass<EdgeTable.Sink>(
                model, run, (site, heads, queries, keys) => (tables[site] = new EdgeTable(heads, keys, Kept(options, queries, keys), options.PerKey)).Taker,
                _ => false);
            Tables.Add(tables);
            Value += pass.Value;
        }
    }

    /// <summary>The metric.</summary>
    public float Value { get; }

    /// <summary>For each run its attentions.</summary>
    public List<Dictionary<string, EdgeTable>> Tables { get; } = [];

    /// <summary>Edges with all that is predicted of them: what the runs share is their sum.</summary>
    public IReadOnlyList<EdgeEffect> Details(IEnumerable<EdgeEffect> edges)
    {
        EdgeEffect[] all = [.. edges.Distinct()];
        for (int r = 0; r < _runs.Count; r++)
        {
            int here = r;
            var chosen = all.Where(edge => edge.Run is null || edge.Run == here).GroupBy(edge => edge.Attention)
                .ToDictionary(group => group.Key, group => new ChosenEdges(group.Select(edge => (edge.Head, edge.Query, edge.Key))));
            if (chosen.Count == 0) continue;
            using var pass = new GradientPass<ChosenEdges.Sink>(
                _model, _runs[r], (site, _, _, _) => chosen.GetValueOrDefault(site)?.Taker,
                site => site.EndsWith(".v", StringComparison.Ordinal) && chosen.ContainsKey(site[..^2]));
            var norms = chosen.Keys.ToDictionary(site => site, site => new ValueNorms(_model, site, pass.Site(site + ".v")));
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].Run is { } run && run != here) continue;
                ScoredEdge scored = chosen[all[i].Attention][all[i].Head, all[i].Query, all[i].Key];
                all[i] = all[i] with
                {
                    // The weight is the prompt's, the same in every run.
                    Weight = scored.Weight > 0 ? scored.Weight : all[i].Weight,
                    ValueWeighted = scored.Weight > 0 ? scored.Weight * norms[all[i].Attention][all[i].Head, all[i].Key] : all[i].ValueWeighted,
                    GradientAttention = all[i].GradientAttention + scored.GradientAttention,
                    Predicted = all[i].Predicted + scored.Effect,
                };
            }
        }
        return all;
    }

    /// <summary>The edges kept of all heads, without their numbers, each with its mark: the largest first.</summary>
    public IEnumerable<EdgeEffect> Strongest(Func<EdgeTable, int, IEnumerable<ScoredEdge>> list, Func<ScoredEdge, float> mark)
        => Tables.SelectMany((run, r) => run.SelectMany(entry => Enumerable.Range(0, entry.Value.Heads).SelectMany(
                head => list(entry.Value, head).Select(edge => (Edge: Name(entry.Key, head, edge, r), Mark: mark(edge))))))
            .OrderByDescending(pair => pair.Mark).Select(pair => pair.Edge).Distinct();

    private EdgeEffect Name(string attention, int head, ScoredEdge edge, int run)
        => new(attention, AttentionNames.LayerOf(attention), head, edge.Query, edge.Key)
        {
            Run = _runs.Count > 1 && edge.Query >= _shared && !attention.StartsWith("encoder.", StringComparison.Ordinal) ? run : null,
        };

    /// <summary>Edges kept a head: no more than there are.</summary>
    private static int Kept(ConsequenceOptions options, int queries, int keys) => (int)Math.Min((long)queries * keys, options.PerHead);

    /// <summary>Bytes that the strongest edges of all heads may take.</summary>
    private static long Bytes(Transformer model, QuestionRun run, ConsequenceOptions options)
        => AttentionNames.Of(model.Blueprint).Sum(attention =>
        {
            (int queries, int keys) = AttentionNames.Lengths(attention, run.Batch);
            return 2L * model.Blueprint.Heads * Kept(options, queries, keys) * (Unsafe.SizeOf<ScoredEdge>() + sizeof(float));
        });

    private static int SharedLength(IReadOnlyList<QuestionRun> runs)
    {
        ReadOnlySpan<int> first = runs[0].Batch.Ids;
        int shared = first.Length;
        foreach (QuestionRun run in runs) shared = Math.Min(shared, first.CommonPrefixLength(run.Batch.Ids));
        return shared;
    }
}
