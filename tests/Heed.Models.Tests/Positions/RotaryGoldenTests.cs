using System.Text.Json;
using Heed.Autograd;
using Heed.Models.Weights;
using Heed.Positions;

namespace Heed.Models.Tests.Positions;

/// <summary>
/// Attention weights of the first layer of tiny Llama models, made here from their weights by RMS normalization, projection and rotary
/// embedding, against those that Hugging Face transformers computed: each frequency scaling end to end.
/// </summary>
public class RotaryGoldenTests
{
    [Theory]
    [InlineData("llama-gqa")]
    [InlineData("llama-rope-linear")]
    [InlineData("llama-rope-dynamic")]
    [InlineData("llama-rope-llama3")]
    [InlineData("llama-rope-yarn")]
    public void FirstLayersAttention_EqualsTransformers(string model)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Goldens.Path("models", model, "config.json")));
        JsonElement config = document.RootElement;
        using SafetensorsFile weights = SafetensorsFile.Open(Goldens.Path("models", model, "model.safetensors"));
        using SafetensorsFile expected = SafetensorsFile.Open(Goldens.Path("models", model, "expected.safetensors"));
        string[] runs = [.. expected.Entries.Keys.Where(name => name.StartsWith("prompt") && name.EndsWith(".attentions.0")).Select(name => name.Split('.')[0])];
        Assert.True(runs.Length > 1);
        foreach (string run in runs)
        {
            double[] actual = Weights(config, weights, expected.ReadInt64($"{run}.input_ids")), wanted = expected.ReadDoubles($"{run}.attentions.0");
            Assert.Equal(wanted.Length, actual.Length);
            for (int i = 0; i < wanted.Length; i++) Assert.True(Math.Abs(wanted[i] - actual[i]) < 5e-6, $"{run} at {i}: expected {wanted[i]}, got {actual[i]}");
        }
    }

    /// <summary>[1, H, T, T].</summary>
    private static double[] Weights(JsonElement config, SafetensorsFile weights, long[] ids)
    {
        int heads = config.GetProperty("num_attention_heads").GetInt32(), keyHeads = config.GetProperty("num_key_value_heads").GetInt32();
        using var tape = new Tape(recording: false);
        using Tensor table = Load(weights, "model.embed_tokens.weight"), gain = Load(weights, "model.layers.0.input_layernorm.weight");
        using Tensor queryMap = Load(weights, "model.layers.0.self_attn.q_proj.weight"), keyMap = Load(weights, "model.layers.0.self_attn.k_proj.weight");
        Tensor x = Operations.Embedding(tape, table, Array.ConvertAll(ids, id => (int)id));
        x = Operations.RmsNorm(tape, x, gain, (float)config.GetProperty("rms_norm_eps").GetDouble());
        Tensor q = Operations.Linear(tape, x, queryMap, null, WeightLayout.OutputByInput), k = Operations.Linear(tape, x, keyMap, null, WeightLayout.OutputByInput);
        int d = q.Columns / heads, count = ids.Length;
        RotaryAngles angles = new RotaryTable(d, config.GetProperty("rope_theta").GetDouble(), Scaling(config)).At(0, count);
        float[] queries = Operations.Rotary(tape, new HeadSlice(q, 0, heads, d), 1, angles).Span.ToArray();
        float[] keys = Operations.Rotary(tape, new HeadSlice(k, 0, keyHeads, d), 1, angles).Span.ToArray();

        var result = new double[heads * count * count];
        for (int h = 0; h < heads; h++)
            for (int i = 0; i < count; i++)
            {
                double[] row = [.. Enumerable.Range(0, i + 1).Select(j => Math.Exp(Score(h, i, j)))];
                for (int j = 0; j <= i; j++) result[(h * count + i) * count + j] = row[j] / row.Sum();
            }
        return result;

        double Score(int head, int i, int j)
        {
            double sum = 0;
            for (int c = 0; c < d; c++) sum += (double)queries[(i * heads + head) * d + c] * keys[(j * keyHeads + head / (heads / keyHeads)) * d + c];
            return sum / Math.Sqrt(d);
        }
    }

    private static IRotaryScaling Scaling(JsonElement config)
    {
        JsonElement scaling = config.GetProperty("rope_scaling");
        if (scaling.ValueKind == JsonValueKind.Null) return new NoScaling();
        int length = config.GetProperty("max_position_embeddings").GetInt32();
        return scaling.GetProperty("rope_type").GetString() switch
        {
            "linear" => new LinearScaling(Number("factor")),
            "dynamic" => new DynamicNtkScaling(Number("factor"), length),
            "yarn" => new YarnScaling(Number("factor"), length),
            "llama3" => new Llama3Scaling(Number("factor"), Number("low_freq_factor"), Number("high_freq_factor"), (int)Number("original_max_position_embeddings")),
            var other => throw new NotSupportedException(other),
        };

        double Number(string name) => scaling.GetProperty(name).GetDouble();
    }

    private static Tensor Load(SafetensorsFile file, string name)
    {
        var tensor = new Tensor(Array.ConvertAll(file.Entry(name).Shape, n => (int)n), name);
        file.ReadFloats(name, tensor.Span);
        return tensor;
    }
}
