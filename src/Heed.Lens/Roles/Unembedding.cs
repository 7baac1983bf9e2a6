using System.Numerics.Tensors;
using Heed.Lens.WholeMap;
using Heed.Models;
using Tensor = Heed.Autograd.Tensor;

namespace Heed.Lens.Roles;

/// <summary>
/// The direction of the residual stream that raises a token's logit, as an attention's result meets it: through the norm behind the attention where
/// there is one, and the final norm. Their gains
/// and the mean they take out are linear and folded in; their division is left out.
/// </summary>
internal sealed class Unembedding(Transformer model)
{
    private readonly Tensor _table = model.Blueprint.Head == ModelHead.Language ? model.Parameter(model.Blueprint.TiedHead ? "embed.weight" : "head.weight")
        : model.Parameter("embed.weight");

    /// <summary>[M].</summary>
    public unsafe float[] Direction(string site, int token)
    {
        Blueprint b = model.Blueprint;
        var direction = new float[_table.Columns];
        fixed (float* target = direction) _table.Stored.Read(token, target);
        string block = OutputMap.BlockOf(b, site);
        Through((b.HasEncoder ? "decoder." : "") + "final_norm", direction);
        if (b.NormPlace == NormPlace.Around) Through(block + "norm1_post", direction);
        if (b.NormPlace == NormPlace.Inside) Through(block + "norm1", direction);
        return direction;
    }

    /// <summary>d·norm(x) = d′·x but for the division: the transpose of "take the mean out, times the gain".</summary>
    private void Through(string norm, float[] direction)
    {
        float[] gain = model.Parameter(norm + ".weight").ToArray();
        if (model.Blueprint.Norm == NormKind.RootMeanSquarePlusOne) TensorPrimitives.Add(gain, 1f, gain);
        TensorPrimitives.Multiply(direction, gain, direction);
        if (model.Blueprint.Norm == NormKind.Layer) TensorPrimitives.Subtract(direction, TensorPrimitives.Average<float>(direction), direction);
    }
}
