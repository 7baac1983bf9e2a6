using System.Text.Json;
using Heed.Autograd;
using Heed.Models.Weights;
using Heed.Positions;

namespace Heed.Models.Tests.Positions;

/// <summary>Attention weights of the first layers of a tiny T5, made here with the buckets' bias, against those that Hugging Face transformers computed.</summary>
public class RelativeBucketsGoldenTests
{
    [Theory]
    [InlineData("encoder", "input_ids")]
    [InlineData("decoder", "decoder_input_ids")]
    public void FirstLayersAttention_EqualsTransformers(string stack, string input)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Goldens.Path("models", "t5-a", "config.json")));
        JsonElement config = document.RootElement;
        var buckets = new RelativeBuckets(
            stack == "encoder", config.GetProperty("relative_attention_num_buckets").GetInt32(), config.GetProperty("relative_attention_max_distance").GetInt32());
        using SafetensorsFile weights = SafetensorsFile.Open(Goldens.Path("models", "t5-a", "model.safetensors"));
        using SafetensorsFile expected = SafetensorsFile.Open(Goldens.Path("models", "t5-a", "expected.safetensors"));
        for (int run = 0; run < 3; run++)
        {
            double[] wanted = expected.ReadDoubles($"prompt{run}.{stack}_attentions.0");
            double[] actual = Weights(config, weights, stack, buckets, expected.ReadInt64($"prompt{run}.{input}"));
            Assert.Equal(wanted.Length, actual.Length);
            for (int i = 0; i < wanted.Length; i++) Assert.True(Math.Abs(wanted[i] - actual[i]) < 5e-6, $"prompt{run} at {i}: expected {wanted[i]}, got {actual[i]}");
        }
    }

    /// <summary>[1, H, T, T]. T5 has no scale; its decoder is causal.</summary>
    private static double[] Weights(JsonElement config, SafetensorsFile weights, string stack, RelativeBuckets buckets, long[] ids)
    {
        string layer = $"{stack}.block.0.layer.0";
        int heads = config.GetProperty("num_heads").GetInt32(), d = config.GetProperty("d_kv").GetInt32(), count = ids.Length;
        using var tape = new Tape(recording: false);
        using Tensor table = Load(weights, "shared.weight"), gain = Load(weights, $"{layer}.layer_norm.weight");
        using Tensor queryMap = Load(weights, $"{layer}.SelfAttention.q.weight"), keyMap = Load(weights, $"{layer}.SelfAttention.k.weight");
        using Tensor bias = Load(weights, $"{layer}.SelfAttention.relative_attention_bias.weight");
        Tensor x = Operations.Embedding(tape, table, Array.ConvertAll(ids, id => (int)id));
        x = Operations.RmsNorm(tape, x, gain, (float)config.GetProperty("layer_norm_epsilon").GetDouble());
        float[] q = Operations.Linear(tape, x, queryMap, null, WeightLayout.OutputByInput).Span.ToArray();
        float[] k = Operations.Linear(tape, x, keyMap, null, WeightLayout.OutputByInput).Span.ToArray();
        var bucket = new int[count * count];
        buckets.Fill(bucket, count, count);

        var result = new double[heads * count * count];
        for (int h = 0; h < heads; h++)
            for (int i = 0; i < count; i++)
            {
                double[] row = [.. Enumerable.Range(0, buckets.Bidirectional ? count : i + 1).Select(j => Math.Exp(Score(h, i, j)))];
                for (int j = 0; j < row.Length; j++) result[(h * count + i) * count + j] = row[j] / row.Sum();
            }
        return result;

        double Score(int head, int i, int j)
        {
            double sum = bias.Span[bucket[i * count + j] * heads + head];
            for (int c = 0; c < d; c++) sum += (double)q[(i * heads + head) * d + c] * k[(j * heads + head) * d + c];
            return sum;
        }
    }

    private static Tensor Load(SafetensorsFile file, string name)
    {
        var tensor = new Tensor(Array.ConvertAll(file.Entry(name).Shape, n => (int)n), name);
        file.ReadFloats(name, tensor.Span);
        return tensor;
    }
}
