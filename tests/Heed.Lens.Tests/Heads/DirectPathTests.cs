using Heed.Autograd;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Metrics;
using Heed.Lens.Sites;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Heads;

/// <summary>Direct effects add up: all that is written into the stream is the stream.</summary>
public class DirectPathTests
{
    [Theory]
    [MemberData(nameof(Texts.Answering), MemberType = typeof(Texts))]
    public void Parts_AddUpToWhatTheFinalStateSees(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Blueprint b = model.Transformer.Blueprint;
        QuestionRun run = Texts.Run(b);
        string prefix = DirectPath.Prefix(b);
        using var values = Recording.Of(model.Transformer, run.Batch, [.. DirectPath.Sites(b), prefix + "embed", prefix + "final_norm"]);
        using var pass = new GradientPass<ChosenEdges.Sink>(model.Transformer, run, (_, _, _, _) => null, site => site == prefix + "final_norm");
        int row = run.Metric.Rows[0];
        float[] gradient = pass.Site(prefix + "final_norm").Gradient.Slice(row * b.Width, b.Width).ToArray();
        var path = new DirectPath(model.Transformer, values, row, gradient);
        double parts = Dot(path.Embedding, prefix + "embed");
        for (int layer = 0; layer < b.Layers; layer++)
        {
            string site = $"{prefix}blocks.{layer}.";
            parts += Dot(path[site + "attn"], site + "attn.result") + Dot(path[site + "mlp"], site + "mlp.out");
            if (b.HasEncoder) parts += Dot(path[site + "cross"], site + "cross.result");
        }
        // What the norms' own biases write comes on top; it belongs to no part.
        double whole = Dot([.. gradient.Select(g => (double)g)], prefix + "final_norm") - Biases(model.Transformer, values, row, gradient);
        Assert.Equal(whole, parts, 2e-4 * Math.Max(1, Math.Abs(whole)));

        double Dot(double[] direction, string site)
        {
            double sum = 0;
            for (int i = 0; i < b.Width; i++) sum += direction[i] * values[site].Span[row * b.Width + i];
            return sum;
        }
    }

    /// <summary>The share of the norms' biases: the final one's, or in a model that normalizes after each sum those of all norms.</summary>
    private static double Biases(Transformer model, Recording values, int row, float[] gradient)
    {
        Blueprint b = model.Blueprint;
        if (b.Norm != NormKind.Layer) return 0;
        double[] direction = [.. gradient.Select(g => (double)g)];
        if (b.NormPlace != NormPlace.After) return Share("final_norm");
        double sum = 0;
        for (int layer = b.Layers - 1; layer >= 0; layer--)
        {
            string site = $"blocks.{layer}.", block = $"blocks.{b.WeightLayer(layer)}.";
            Step(block + "norm2", site + "resid_mid", site + "mlp.out");
            Step(block + "norm1", site + "resid_pre", site + "attn.result");
        }
        return sum;

        double Share(string norm) => model.Parameter(norm + ".bias").ToArray().Select((bias, i) => bias * direction[i]).Sum();

        void Step(string norm, string x, string part)
        {
            sum += Share(norm);
            float[] input = [.. Enumerable.Range(0, b.Width).Select(i => values[x].Span[row * b.Width + i] + values[part].Span[row * b.Width + i])];
            direction = FrozenNorm.Before(model, norm, direction, input);
        }
    }
}
