using Heed.Models;

namespace Heed.Lens.Heads;

/// <summary>A normalization whose scale is held at what it was: linear, so that what each part of its input contributes adds up.</summary>
internal static class FrozenNorm
{
    /// <summary>The direction before a norm whose dot product with the input's parts gives what a direction behind it would see of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">The norm's name, such as <c>final_norm</c>.</param>
    /// <param name="behind">[M].</param>
    /// <param name="input">[M], what went into the norm.</param>
    public static double[] Before(Transformer model, string name, ReadOnlySpan<double> behind, ReadOnlySpan<float> input)
    {
        Blueprint b = model.Blueprint;
        float[] weight = model.Parameter(name + ".weight").ToArray();
        double offset = b.Norm == NormKind.RootMeanSquarePlusOne ? 1 : 0, mean = 0, square = 0;
        bool centres = b.Norm == NormKind.Layer;
        if (centres)
        {
            foreach (float x in input) mean += x;
            mean /= input.Length;
        }
        foreach (float x in input) square += (x - mean) * (x - mean);
        double scale = Math.Sqrt(square / input.Length + b.NormEpsilon), sum = 0;
        var direction = new double[input.Length];
        for (int i = 0; i < direction.Length; i++) sum += direction[i] = behind[i] * (weight[i] + offset) / scale;
        if (centres)
            for (int i = 0; i < direction.Length; i++) direction[i] -= sum / direction.Length;
        return direction;
    }
}
