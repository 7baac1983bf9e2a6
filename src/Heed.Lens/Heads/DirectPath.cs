using Heed.Autograd;
using Heed.Lens.Sites;
using Heed.Models;

namespace Heed.Lens.Heads;

/// <summary>
/// The straight path from each part of a stack to the answer, past all later layers: for a row of the metric and every part the direction whose dot product with what the part
/// wrote is its share of the metric.
/// </summary>
/// <remarks>
/// The norms on the path are linear once their scales are held. Parts whose result is normalized before it is added have that norm on the path; models that normalize after each
/// sum have all later ones.
/// </remarks>
internal sealed class DirectPath
{
    private readonly Dictionary<string, double[]> _directions = [];

    /// <summary>Follows the path of one row downwards.</summary>
    /// <param name="model">The model.</param>
    /// <param name="run">Its run, with <see cref="Sites"/>.</param>
    /// <param name="row">Position.</param>
    /// <param name="gradient">[M], of the metric by the row of <c>final_norm</c>.</param>
    public DirectPath(Transformer model, Recording run, int row, ReadOnlySpan<float> gradient)
    {
        Blueprint b = model.Blueprint;
        string prefix = Prefix(b);
        var direction = new double[gradient.Length];
        for (int i = 0; i < direction.Length; i++) direction[i] = gradient[i];
        if (b.NormPlace != NormPlace.After) direction = FrozenNorm.Before(model, prefix + "final_norm", direction, Row($"{prefix}blocks.{b.Layers - 1}.resid_post"));
        for (int layer = b.Layers - 1; layer >= 0; layer--)
        {
            string site = $"{prefix}blocks.{layer}.", block = $"{prefix}blocks.{b.WeightLayer(layer)}.";
            if (b.NormPlace == NormPlace.After) direction = FrozenNorm.Before(model, block + "norm2", direction, Sum(site + "resid_mid", site + "mlp.out"));
            _directions[site + "mlp"] = Part(block + "norm2", site + "mlp.out");
            if (b.HasEncoder) _directions[site + "cross"] = Part(block + "norm_cross", site + "cross.result");
            if (b.NormPlace == NormPlace.After) direction = FrozenNorm.Before(model, block + "norm1", direction, Sum(site + "resid_pre", site + "attn.result"));
            _directions[site + "attn"] = Part(block + "norm1", site + "attn.result");
        }
        Embedding = direction;

        double[] Part(string norm, string result) => b.NormPlace switch
        {
            NormPlace.Inside => FrozenNorm.Before(model, norm, direction, Row(result)),
            NormPlace.Around => FrozenNorm.Before(model, norm + "_post", direction, Row(result)),
            _ => direction,
        };

        ReadOnlySpan<float> Row(string name) => run[name].Span.Slice(row * b.Width, b.Width);

        ReadOnlySpan<float> Sum(string first, string second)
        {
            float[] sum = Row(first).ToArray();
            for (int i = 0; i < sum.Length; i++) sum[i] += Row(second)[i];
            return sum;
        }
    }

    /// <summary>[M], for what goes into the first block.</summary>
    public double[] Embedding { get; }

    /// <summary>[M], for what a part writes before any norm of its own: <c>blocks.N.attn</c>, <c>blocks.N.cross</c>, <c>blocks.N.mlp</c>.</summary>
    public double[] this[string part] => _directions[part];

    /// <summary>What must be recorded.</summary>
    public static IEnumerable<string> Sites(Blueprint blueprint)
    {
        string prefix = Prefix(blueprint);
        yield return prefix + "blocks.*.mlp.out";
        yield return prefix + "blocks.*.attn.result";
        yield return prefix + "blocks.*.attn.z";
        yield return prefix + "blocks.*.resid_pre";
        yield return prefix + "blocks.*.resid_post";
        if (blueprint.Residual == ResidualOrder.Sequential) yield return prefix + "blocks.*.resid_mid";
        if (blueprint.HasEncoder) yield return prefix + "blocks.*.cross.result";
        if (blueprint.HasEncoder) yield return prefix + "blocks.*.cross.z";
    }

    /// <summary>What the names of the stack that ends in the head begin with.</summary>
    public static string Prefix(Blueprint blueprint) => blueprint.HasEncoder ? "decoder." : "";
}
