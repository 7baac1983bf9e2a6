using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>The inputs of an attention call as a reference file holds them.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Scale">What q·k is multiplied by, as it is stored; the kernels take it in float32.</param>
/// <param name="Q">[B, Hq, Tq, D].</param>
/// <param name="K">[B, Hkv, Tk, D].</param>
/// <param name="V">[B, Hkv, Tk, Dv].</param>
/// <param name="OutputGradient">[B, Hq, Tq, Dv]; null when there is none.</param>
internal sealed record AttentionCallData(AttentionShape Shape, double Scale, float[] Q, float[] K, float[] V, float[]? OutputGradient)
{
    /// <summary>Reads q, k, v, dout and the scale.</summary>
    public static AttentionCallData Read(SafetensorsFile tensors, JsonPart item)
    {
        int[] q = tensors.Shape("q", 4), k = tensors.Shape("k", 4), v = tensors.Shape("v", 4);
        var shape = new AttentionShape(q[0], q[1], k[1], q[2], k[2], q[3], v[3]);
        Expect("k", k, [q[0], k[1], k[2], q[3]]);
        Expect("v", v, [q[0], k[1], k[2], v[3]]);
        bool backward = tensors.Contains("dout");
        if (backward) Expect("dout", tensors.Shape("dout", 4), [q[0], q[1], q[2], v[3]]);
        return new AttentionCallData(
            shape, item["scale"].IsNull ? 1 / Math.Sqrt(q[3]) : item["scale"].Fraction(),
            tensors.Floats("q"), tensors.Floats("k"), tensors.Floats("v"), backward ? tensors.Floats("dout") : null);

        void Expect(string name, int[] actual, int[] expected)
        {
            if (!actual.SequenceEqual(expected))
                throw new HeedException($"{tensors.Path}: tensor '{name}': expected [{string.Join(", ", expected)}]; got [{string.Join(", ", actual)}].");
        }
    }
}
