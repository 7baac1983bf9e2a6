using Heed.Autograd;
using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Consequences;

/// <summary>‖v_j W_O^h‖ of the heads of one attention: what a key's value adds to the residual stream, if all of the weight went there (Kobayashi et al. 2020).</summary>
/// <remarks>Through the Gram matrix W_O^h·(W_O^h)ᵀ, [D, D]: the long vectors v_j W_O^h are never made.</remarks>
internal sealed class ValueNorms
{
    private readonly OutputMap _output;
    private readonly float[] _values;
    private readonly int _headSize, _group, _columns;
    private readonly float[]?[] _grams;
    private readonly Dictionary<(int Head, int Key), float> _known = [];

    /// <summary>Makes ready.</summary>
    /// <param name="model">The model.</param>
    /// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
    /// <param name="values">The site <c>….v</c>, [Tk, Hkv·D].</param>
    public ValueNorms(Transformer model, string attention, Tensor values)
    {
        Blueprint b = model.Blueprint;
        (_headSize, _group, _columns, _values) = (b.HeadSize, b.Heads / b.KeyValueHeads, values.Columns, values.Span.ToArray());
        _output = OutputMap.Of(model, attention);
        _grams = new float[b.Heads][];
    }

    /// <summary>The norm for a head and key.</summary>
    public float this[int head, int key] => _known.TryGetValue((head, key), out float norm) ? norm : _known[(head, key)] = Norm(head, key);

    private float Norm(int head, int key)
    {
        float[] gram = _grams[head] ??= Gram(head);
        ReadOnlySpan<float> v = _values.AsSpan(key * _columns + head / _group * _headSize, _headSize);
        double square = 0;
        for (int d = 0; d < _headSize; d++) square += (double)v[d] * System.Numerics.Tensors.TensorPrimitives.Dot(gram.AsSpan(d * _headSize, _headSize), v);
        return (float)Math.Sqrt(Math.Max(0, square));
    }

    private float[] Gram(int head)
    {
        var gram = new float[_headSize * _headSize];
        for (int a = 0; a < _headSize; a++)
            for (int b = 0; b <= a; b++)
                gram[a * _headSize + b] = gram[b * _headSize + a] = System.Numerics.Tensors.TensorPrimitives.Dot(Row(head, a), Row(head, b));
        return gram;
    }

    private ReadOnlySpan<float> Row(int head, int d) => _output.Head(head).Slice(d * _output.Width, _output.Width);
}
