using System.Numerics.Tensors;
using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Roles;

/// <summary>
/// Whether a head raises the logit of what it attends to: its output through W_O and the unembedding, over the different tokens of the text, minus
/// their mean, cut off below 0; the share
/// of that which falls on the strongest key's token, scaled to −1 … 1. Source: Olsson et al., "In-context Learning and Induction Heads" (2022).
/// </summary>
/// <remarks>
/// The final norm's gain is kept and its division left out, since a share does not change by it. Not defined where another layer stands before the
/// unembedding (masked-language heads), nor
/// for rows where a head raises nothing.
/// </remarks>
public sealed class Copying : StrongestKeyMeasure
{
    private readonly Transformer _model;
    private readonly Dictionary<int, OutputMap> _maps = [];
    private readonly Unembedding _unembedding;

    /// <summary>Measures the heads of a model.</summary>
    public Copying(Transformer model) => (_model, _unembedding) = (model, new Unembedding(model));

    /// <inheritdoc/>
    public override string Name => "copying";

    /// <inheritdoc/>
    public override double Threshold => 0;

    /// <inheritdoc/>
    public override string About => "Raises the output of the very token it looks at (1 that one alone, −1 never).";

    /// <inheritdoc/>
    public override HeadRoleKind Kind => HeadRoleKind.Writes;

    /// <inheritdoc/>
    public override HeadEvidence Evidence => HeadEvidence.DirectPath;

    /// <inheritdoc/>
    public override bool Uses(HeadSample sample, HeadPlace place)
        => sample.Kind == HeadSampleKind.Repeated && !place.IsEncoder && _model.Blueprint.Head == ModelHead.Language;

    /// <inheritdoc/>
    public override void End(HeadCall call)
    {
        if (!_maps.TryGetValue(call.Index, out OutputMap? map)) _maps.Add(call.Index, map = OutputMap.Of(_model, call.Place.Site));
        int[] tokens = [.. call.KeyTokens.Distinct()];
        float[][] directions = [.. tokens.Select(token => _unembedding.Direction(call.Place.Site, token))];
        var sent = new float[_model.Blueprint.Width];
        var raise = new float[tokens.Length];
        for (int h = 0; h < call.Heads; h++)
            for (int row = 0; row < call.Queries; row++)
            {
                int key = Strongest(call, h, row);
                if (key < 0) continue;
                map.Apply(h, call.Output(h, row), sent);
                for (int t = 0; t < tokens.Length; t++) raise[t] = TensorPrimitives.Dot(sent, directions[t]);
                TensorPrimitives.Subtract(raise, TensorPrimitives.Average<float>(raise), raise);
                TensorPrimitives.Max(raise, 0f, raise);
                float all = TensorPrimitives.Sum(raise);
                if (!(all > 0)) continue;
                Add(call, h, 2.0 * raise[Array.IndexOf(tokens, call.KeyTokens[key])] / all - 1);
                Count(call, h, 1);
            }
    }

    /// <inheritdoc/>
    protected override bool Wants(HeadCall call, int row)
        => row >= call.Sample.First + call.Sample.Period && row < call.Sample.First + 2 * call.Sample.Period;
}
