using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models.Weights.Gguf;

/// <summary>
/// The rope keys and tensors as config.json would say them. Divisors of the frequencies lie in tensors: one list (Llama 3.1, whose scaling
/// the converter
/// computed), or one for short texts and one for long ones (LongRoPE); both are what transformers calls longrope.
/// </summary>
/// <remarks>Source: ggml, docs/gguf.md; llama.cpp, src/llama-model.cpp (a missing type means linear) and ggml's rope_yarn (the attention
/// factor).</remarks>
internal static class GgufRotary
{
    private const string Type = "rope.scaling.type", AttentionFactor = "rope.scaling.attn_factor";
    private const string Divisors = "rope_freqs.weight", Short = "rope_factors_short.weight", Long = "rope_factors_long.weight";

    /// <summary>Whether a tensor is read here.</summary>
    public static bool Reads(string tensor) => tensor is Divisors or Short or Long;

    /// <summary>Writes rope_theta, partial_rotary_factor and rope_scaling.</summary>
    public static void Write(Utf8JsonWriter json, GgufKeys keys, GgufFile file, int positions, int headSize)
    {
        json.WriteNumber("rope_theta", keys.OptionalNumber("rope.freq_base") ?? 10000);
        int turning = keys.OptionalInteger("rope.dimension_count", least: 2) ?? headSize;
        keys.Require(turning <= headSize && turning % 2 == 0, "rope.dimension_count",
            $"an even number of at most {headSize}, the numbers of a head");
        // Half a number more, so that the share of the head comes out as this count when it is cut to a whole number.
        if (turning < headSize) json.WriteNumber("partial_rotary_factor", (turning + 0.5) / headSize);
        double factor = keys.OptionalNumber("rope.scaling.factor") ?? keys.OptionalNumber("rope.scale_linear") ?? 0;
        int? original = keys.OptionalInteger("rope.scaling.original_context_length");
        double attention = keys.OptionalNumber(AttentionFactor) ?? 1;
        string type = keys.Text(Type) ?? (factor == 0 ? "none" : "linear");
        if (type == "linear" && factor is 0 or 1) type = "none";
        if (type == "longrope" || file.Tensors.ContainsKey(Short) || file.Tensors.ContainsKey(Long))
        {
            keys.Require(type is "longrope" or "none", Type, $"longrope or none beside the tensors {Short} and {Long}");
            LongRope(Read(file, Short, turning), Read(file, Long, turning), original is > 0 and var length ? length : positions, attention);
        }
        else if (file.Tensors.ContainsKey(Divisors))
        {
            keys.Require(type == "none", Type, $"none beside the tensor {Divisors}");
            keys.Require(attention == 1, AttentionFactor, "1");
            double[] divisors = Read(file, Divisors, turning);
            LongRope(divisors, divisors, positions, 1);
        }
        else if (type == "yarn")
        {
            keys.Require(keys.OptionalNumber("rope.scaling.yarn_ext_factor") is null or 1, "rope.scaling.yarn_ext_factor", "1");
            keys.Require(factor > 0, "rope.scaling.factor", "a factor above 0");
            json.WriteStartObject("rope_scaling");
            json.WriteString("rope_type", "yarn");
            json.WriteNumber("factor", factor);
            json.WriteNumber("original_max_position_embeddings", original is > 0 and var length ? length : positions);
            json.WriteNumber("attention_factor", attention * (1 + 0.1 * Math.Log(Math.Max(factor, 1))));
            json.WriteNumber("beta_fast", keys.OptionalNumber("rope.scaling.yarn_beta_fast") ?? 32);
            json.WriteNumber("beta_slow", keys.OptionalNumber("rope.scaling.yarn_beta_slow") ?? 1);
            json.WriteEndObject();
        }
        else
        {
            keys.Require(type is "none" or "linear", Type, "none, linear, yarn and longrope");
            keys.Require(attention == 1, AttentionFactor, "1");
            if (type == "none") return;
            json.WriteStartObject("rope_scaling");
            json.WriteString("rope_type", "linear");
            json.WriteNumber("factor", factor);
            json.WriteEndObject();
        }

        void LongRope(double[] shorter, double[] longer, int length, double attentionFactor)
        {
            json.WriteStartObject("rope_scaling");
            json.WriteString("rope_type", "longrope");
            json.WriteNumbers("short_factor", shorter);
            json.WriteNumbers("long_factor", longer);
            json.WriteNumber("attention_factor", attentionFactor);
            json.WriteNumber("original_max_position_embeddings", length);
            json.WriteEndObject();
        }
    }

    private static double[] Read(GgufFile file, string name, int turning)
    {
        if (!file.Tensors.TryGetValue(name, out GgufTensor? tensor) || tensor.Shape is not [var count] || count != turning / 2)
            throw new HeedException(
                $"{file.Path}: expected a tensor {name} of {turning / 2} divisors, one for each two turning numbers of a head; "
                + (tensor is null ? "there is none." : $"got [{string.Join(", ", tensor.Shape)}]."));
        var numbers = new float[count];
        new GgufWeights(file).ReadFloats(name, numbers);
        return Array.TrueForAll(numbers, number => float.IsFinite(number) && number > 0)
            ? Array.ConvertAll(numbers, number => (double)number)
            : throw new HeedException($"{file.Path}: tensor {name}: expected divisors above 0; there are others.");
    }
}
