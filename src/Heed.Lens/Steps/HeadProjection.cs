using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Steps;

/// <summary>Queries and keys of one head before positions turn them, in <c>double</c> from what goes into the attention.</summary>
internal sealed class HeadProjection
{
    private readonly Blueprint _blueprint;
    private readonly int _head, _keyHead;
    private readonly (Grid Map, double[] Bias) _q, _k;
    private readonly RowNorm? _qNorm, _kNorm;

    /// <summary>Reads the weights.</summary>
    public HeadProjection(Transformer model, string attention, int head)
    {
        _blueprint = model.Blueprint;
        (_head, _keyHead) = (head, head / (_blueprint.Heads / _blueprint.KeyValueHeads));
        string name = OutputMap.BlockOf(_blueprint, attention) + "attn.";
        (_q, _k) = (Read(model, name, 0), Read(model, name, 1));
        if (HasNorm) (_qNorm, _kNorm) = (new RowNorm(model, name + "q_norm"), new RowNorm(model, name + "k_norm"));
    }

    /// <summary>Whether queries and keys are normalized.</summary>
    public bool HasNorm => _blueprint.QueryKeyNorm != QueryKeyNorm.None;

    // A norm over the whole width needs all heads.
    private bool IsWhole => _blueprint.QueryKeyNorm == QueryKeyNorm.WholeWidth;

    /// <summary>x·W + b of this head, before any norm.</summary>
    public (Grid Q, Grid K) Projected(Grid x) => (Own(Mapped(x, _q), _head), Own(Mapped(x, _k), _keyHead));

    /// <summary>The same after the norm of queries and keys, where there is one.</summary>
    public (Grid Q, Grid K) Normed(Grid x)
        => HasNorm ? (Own(_qNorm!.Of(Mapped(x, _q)), _head), Own(_kNorm!.Of(Mapped(x, _k)), _keyHead)) : Projected(x);

    private Grid Own(Grid all, int head) => IsWhole ? all.Slice(head * _blueprint.HeadSize, _blueprint.HeadSize) : all;

    private static Grid Mapped(Grid x, (Grid Map, double[] Bias) map)
    {
        Grid result = x.Times(map.Map);
        for (int i = 0; i < result.Numbers.Length; i++) result.Numbers[i] += map.Bias[i % result.Columns];
        return result;
    }

    private (Grid Map, double[] Bias) Read(Transformer model, string name, int which)
    {
        Blueprint b = _blueprint;
        int head = which == 0 ? _head : _keyHead, size = b.HeadSize;
        string map = b.Projections == ProjectionKind.Separate ? name + (which == 0 ? "q" : "k") : name + "qkv";
        int column = IsWhole ? 0 : head * size, count = IsWhole ? size * (which == 0 ? b.Heads : b.KeyValueHeads) : size;
        if (b.Projections == ProjectionKind.Fused) column += which * b.Heads * size;
        else if (b.Projections != ProjectionKind.Separate) column = head * 3 * size + which * size;
        float[] weight = model.Parameter(map + ".weight").ToArray();
        int outputs = weight.Length / b.Width;
        float[]? bias = b.Biases.HasFlag(MapBiases.Projections) ? model.Parameter(map + ".bias").ToArray() : null;
        return (Grid.Of(b.Width, count, (i, j) => b.Layout == Autograd.WeightLayout.InputByOutput ? weight[i * outputs + column + j] : weight[(column
            + j) * b.Width + i]),
            [.. Enumerable.Range(column, count).Select(j => bias is null ? 0.0 : bias[j])]);
    }
}
