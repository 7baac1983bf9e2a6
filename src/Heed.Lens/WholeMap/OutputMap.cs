using System.Globalization;
using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens.WholeMap;

/// <summary>W_O of an attention, head by head, whatever way the weights lie or are stored.</summary>
internal sealed class OutputMap
{
    private readonly float[] _numbers; // [Hq·D, M]
    private readonly int _size;

    private OutputMap(float[] numbers, int size, int width) => (_numbers, _size, Width) = (numbers, size, width);

    /// <summary>M.</summary>
    public int Width { get; }

    /// <summary>The block whose weights a site such as <c>blocks.3.attn</c> works with, <c>blocks.3.</c>: layers may share weights.</summary>
    public static string BlockOf(Blueprint blueprint, string site)
    {
        string[] parts = site.Split('.');
        int layer = int.Parse(parts[^2], CultureInfo.InvariantCulture);
        return string.Join('.', [.. parts[..^2], blueprint.WeightLayer(layer).ToString(CultureInfo.InvariantCulture), ""]);
    }

    /// <summary>Reads it.</summary>
    public static OutputMap Of(Transformer model, string site)
    {
        Tensor weight = model.Parameter(BlockOf(model.Blueprint, site) + site[(site.LastIndexOf('.') + 1)..] + ".out.weight");
        float[] numbers = weight.ToArray();
        (int size, int width) = (model.Blueprint.HeadSize, model.Blueprint.Width);
        if (model.Blueprint.Layout == WeightLayout.InputByOutput) return new OutputMap(numbers, size, width);
        var turned = new float[numbers.Length];
        int inputs = weight.Columns;
        for (int m = 0; m < width; m++)
            for (int d = 0; d < inputs; d++) turned[d * width + m] = numbers[m * inputs + d];
        return new OutputMap(turned, size, width);
    }

    /// <summary>[D·M] of a query head, input by output.</summary>
    public ReadOnlySpan<float> Head(int head) => _numbers.AsSpan(head * _size * Width, _size * Width);

    /// <summary>z·W_O^h.</summary>
    /// <param name="head">Query head.</param>
    /// <param name="z">[D].</param>
    /// <param name="result">[M], written.</param>
    public void Apply(int head, ReadOnlySpan<float> z, Span<float> result)
    {
        result.Clear();
        for (int d = 0; d < z.Length; d++)
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(Head(head).Slice(d * Width, Width), z[d], result, result);
    }
}
