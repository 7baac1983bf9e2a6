using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Lens.WholeMap;
using Heed.Masks;
using Heed.Models;
using Heed.Observers;

namespace Heed.Lens.Heads;

/// <summary>Direct and total effect of every head, and of every part of a layer.</summary>
public sealed class HeadEffects
{
    private HeadEffects(IReadOnlyList<HeadEffect> heads, IReadOnlyList<HeadEffect> layers, float embedding) => (Heads, Layers, Embedding) = (heads, layers, embedding);

    /// <summary>One entry a head, in the order of a run.</summary>
    public IReadOnlyList<HeadEffect> Heads { get; }

    /// <summary>One entry for the attention and one for the feed-forward part of each layer.</summary>
    public IReadOnlyList<HeadEffect> Layers { get; }

    /// <summary>What the embedding writes straight into the metric.</summary>
    public float Embedding { get; }

    /// <summary>Measures them.</summary>
    /// <param name="question">The prompt with its answers.</param>
    /// <param name="ablation">What takes the place of what is removed.</param>
    /// <param name="budget">The most bytes that what is kept of a run may take.</param>
    /// <param name="progress">Is told how many heads and parts are done.</param>
    /// <param name="cancellation">Stops between two of them.</param>
    /// <exception cref="HeedException">The metric is not finite, or the budget is too small.</exception>
    public static HeadEffects Of(
        Question question, Ablation ablation, long budget = ConsequenceOptions.UsualBudget, IProgress<int>? progress = null, CancellationToken cancellation = default)
        => Of(question.Model.Transformer, question.Runs, ablation, budget, progress, cancellation);

    /// <summary>The same of runs whose metrics add up.</summary>
    internal static HeadEffects Of(
        Transformer model, IReadOnlyList<QuestionRun> runs, Ablation ablation, long budget, IProgress<int>? progress, CancellationToken cancellation)
    {
        Blueprint b = model.Blueprint;
        GradientMemory.Check(b, runs, budget);
        IReadOnlyList<string> attentions = AttentionNames.Of(b);
        string[] parts = [.. attentions.Concat(attentions.Where(name => name.EndsWith(".attn", StringComparison.Ordinal)).Select(name => name[..^4] + "mlp"))
            .OrderBy(name => name.StartsWith("encoder.", StringComparison.Ordinal) ? 0 : 1).ThenBy(AttentionNames.LayerOf)];
        var direct = new Dictionary<(string, int), double>();
        var total = new Dictionary<(string, int), double>();
        double embedding = 0;
        int done = 0;
        foreach (QuestionRun run in runs)
        {
            using var values = Recording.Of(model, run.Batch, [.. DirectPath.Sites(b), .. b.HasEncoder ? ["encoder.blocks.*.attn.z", "encoder.blocks.*.attn.result", "encoder.blocks.*.mlp.out"] : Array.Empty<string>(), Prefixed(b, "embed")], budget);
            embedding += Direct(model, run, values, direct);
            using var rerun = new Rerun(model, run, budget);
            foreach (string part in parts)
            {
                bool isAttention = !part.EndsWith(".mlp", StringComparison.Ordinal);
                for (int head = isAttention ? 0 : -1; head < (isAttention ? b.Heads : 0); head++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Lose(part, head, HeadAblation(b, part, head, values, ablation));
                }
                if (isAttention) Lose(part, -1, HeadAblation(b, part, -1, values, ablation));
            }

            void Lose(string part, int head, Intervention intervention)
            {
                // A feed-forward part comes after the attention of its layer.
                string from = part.EndsWith(".mlp", StringComparison.Ordinal) ? part[..^3] + "attn" : part;
                total[(part, head)] = total.GetValueOrDefault((part, head)) + rerun.Clean - rerun.With(from, 0, [intervention]);
                progress?.Report(++done);
            }
        }
        return new HeadEffects(
            [.. attentions.SelectMany(part => Enumerable.Range(0, b.Heads).Select(head => Effect(part, head)))], [.. parts.Select(part => Effect(part, -1))], (float)embedding);

        HeadEffect Effect(string part, int head)
            => new(part, AttentionNames.LayerOf(part), head < 0 ? null : head, direct.TryGetValue((part, head), out double d) ? (float)d : null, (float)total[(part, head)]);
    }

    /// <summary>Adds what each head and part writes straight into a run's metric; returns the embedding's share.</summary>
    private static double Direct(Transformer model, QuestionRun run, Recording values, Dictionary<(string, int), double> direct)
    {
        Blueprint b = model.Blueprint;
        if (run.Metric.Rows.Count == 0) return 0; // classes are read behind a pooler
        string prefix = DirectPath.Prefix(b);
        using var pass = new GradientPass<ChosenEdges.Sink>(model, run, (_, _, _, _) => null, site => site == prefix + "final_norm");
        Tensor hidden = pass.Site(prefix + "final_norm");
        double embedding = 0;
        foreach (int row in run.Metric.Rows.Distinct())
        {
            var path = new DirectPath(model, values, row, hidden.Gradient.Slice(row * b.Width, b.Width));
            embedding += Dot(path.Embedding, values[Prefixed(b, "embed")], row);
            for (int layer = 0; layer < b.Layers; layer++)
            {
                string site = $"{prefix}blocks.{layer}.";
                Add(site + "mlp", -1, Dot(path[site + "mlp"], values[site + "mlp.out"], row));
                foreach (string part in b.HasEncoder ? (string[])[site + "attn", site + "cross"] : [site + "attn"])
                {
                    Add(part, -1, Dot(path[part], values[part + ".result"], row));
                    double[] heads = ByHead(model, part, path[part], values[part + ".z"], row);
                    for (int h = 0; h < heads.Length; h++) Add(part, h, heads[h]);
                }
            }
        }
        return embedding;

        void Add(string part, int head, double effect) => direct[(part, head)] = direct.GetValueOrDefault((part, head)) + effect;
    }

    private static double[] ByHead(Transformer model, string part, double[] direction, Tensor z, int row)
    {
        Blueprint b = model.Blueprint;
        OutputMap output = OutputMap.Of(model, part);
        var effects = new double[b.Heads];
        for (int i = 0; i < z.Columns; i++)
        {
            ReadOnlySpan<float> map = output.Head(i / b.HeadSize).Slice(i % b.HeadSize * b.Width, b.Width);
            double seen = 0;
            for (int m = 0; m < b.Width; m++) seen += map[m] * direction[m];
            effects[i / b.HeadSize] += z.Span[row * z.Columns + i] * seen;
        }
        return effects;
    }

    private static double Dot(double[] direction, Tensor value, int row)
    {
        double sum = 0;
        for (int i = 0; i < direction.Length; i++) sum += direction[i] * value.Span[row * direction.Length + i];
        return sum;
    }

    /// <summary>What removes a head, or for −1 the whole part. The mean of a single token is the token itself: there, 0 takes its place.</summary>
    private static ReplaceValues HeadAblation(Blueprint b, string part, int head, Recording values, Ablation ablation)
    {
        if (head >= 0)
            return ablation == Ablation.Zero || values[part + ".z"].Rows == 1 ? ReplaceValues.ZeroHead(b, part, head)
                : ReplaceValues.MeanHead(b, part, head, Mean(values[part + ".z"], head * b.HeadSize, b.HeadSize));
        string site = part.EndsWith(".mlp", StringComparison.Ordinal) ? part + ".out" : part + ".result";
        float[] row = ablation == Ablation.Zero || values[site].Rows == 1 ? new float[b.Width] : Mean(values[site], 0, b.Width);
        return new ReplaceValues(site, row, new KeyRange(0, int.MaxValue), 0, b.Width, $"{part} removed");
    }

    private static float[] Mean(Tensor value, int column, int columns)
    {
        var mean = new float[columns];
        for (int c = 0; c < columns; c++)
        {
            double sum = 0;
            for (int r = 0; r < value.Rows; r++) sum += value.Span[r * value.Columns + column + c];
            mean[c] = (float)(sum / value.Rows);
        }
        return mean;
    }

    private static string Prefixed(Blueprint b, string site) => DirectPath.Prefix(b) + site;
}
