using Heed.Autograd;

namespace Heed.Models.Tests.Families;

/// <summary>Families without reference data: folders under the original's names, against a computation in double written from its
/// description.</summary>
public class PlainFamilyTests
{
    private static readonly int[] s_text = [3, 9, 27, 4, 12, 8, 24, 15, 5, 30, 1, 19];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GptNeoX_BothResidualOrders_EqualPlainLoops(bool parallel)
    {
        const int M = 24, H = 3, D = 8, F = 20;
        using var folder = new TemporaryFolder();
        PlainWeights w = PlainWeights.Write(
            folder.File("m"),
            $$"""
            { "architectures": ["GPTNeoXForCausalLM"], "vocab_size": 31, "hidden_size": {{M}}, "num_hidden_layers": 2, "num_attention_heads": {{H}}, "intermediate_size": {{F}},
              "max_position_embeddings": 64, "rotary_pct": 0.5, "rotary_emb_base": 5000, "hidden_act": "gelu", "layer_norm_eps": 1e-5,
              "use_parallel_residual": {{(parallel ? "true" : "false")}}, "tie_word_embeddings": false }
            """,
            [
                ("gpt_neox.embed_in.weight", [31, M]), ("embed_out.weight", [31, M]), ("gpt_neox.final_layer_norm.weight", [M]),
                    ("gpt_neox.final_layer_norm.bias", [M]),
                .. Layers(2, n => $"gpt_neox.layers.{n}.", ("input_layernorm.weight", [M]), ("input_layernorm.bias", [M]),
                    ("post_attention_layernorm.weight", [M]),
                    ("post_attention_layernorm.bias", [M]), ("attention.query_key_value.weight", [3 * M, M]),
                        ("attention.query_key_value.bias", [3 * M]),
                    ("attention.dense.weight", [M, M]), ("attention.dense.bias", [M]), ("mlp.dense_h_to_4h.weight", [F, M]),
                        ("mlp.dense_h_to_4h.bias", [F]),
                    ("mlp.dense_4h_to_h.weight", [M, F]), ("mlp.dense_4h_to_h.bias", [M])),
            ]);
        double[][] x = w.Embed("gpt_neox.embed_in.weight", s_text);
        for (int n = 0; n < 2; n++)
        {
            string layer = $"gpt_neox.layers.{n}.";
            double[][] qkv = w.Linear(w.LayerNorm(x, layer + "input_layernorm", 1e-5), layer + "attention.query_key_value");
            // Each head holds its query, key and value.
            double[][] Which(int which) => PlainMath.Rows(qkv, row
                => [.. row.Chunk(3 * D).SelectMany(head => head[(which * D)..((which + 1) * D)])]);
            double[][] Turned(double[][] heads) => PlainMath.Rotary(heads, D, 4, i => Math.Pow(5000, -2.0 * i / 4));
            double[][] attended = w.Linear(PlainMath.Attention(Turned(Which(0)), Turned(Which(1)), Which(2), H, D, 1 / Math.Sqrt(D),
                Causal), layer + "attention.dense");
            double[][] input = parallel ? x : PlainMath.Add(x, attended);
            double[][] hidden = PlainMath.Map(w.Linear(w.LayerNorm(input, layer + "post_attention_layernorm", 1e-5),
                layer + "mlp.dense_h_to_4h"), PlainMath.Gelu);
            x = PlainMath.Add(x, attended, w.Linear(hidden, layer + "mlp.dense_4h_to_h"));
        }
        AssertLogits(folder.File("m"), w.Linear(w.LayerNorm(x, "gpt_neox.final_layer_norm", 1e-5), "embed_out"));
    }

    [Fact]
    public void Gemma3_WindowsAndTwoBases_EqualPlainLoops()
    {
        const int M = 24, H = 4, K = 2, D = 8, F = 20;
        using var folder = new TemporaryFolder();
        PlainWeights w = PlainWeights.Write(folder.File("m"), TinyConfigs.Json("gemma3"),
            [
                ("model.embed_tokens.weight", [31, M]), ("model.norm.weight", [M]),
                .. Layers(3, n => $"model.layers.{n}.", ("input_layernorm.weight", [M]), ("post_attention_layernorm.weight", [M]),
                    ("pre_feedforward_layernorm.weight", [M]),
                    ("post_feedforward_layernorm.weight", [M]), ("self_attn.q_norm.weight", [D]), ("self_attn.k_norm.weight", [D]),
                        ("self_attn.q_proj.weight", [H * D, M]),
                    ("self_attn.k_proj.weight", [K * D, M]), ("self_attn.v_proj.weight", [K * D, M]),
                        ("self_attn.o_proj.weight", [M, H * D]),
                    ("mlp.gate_proj.weight", [F, M]), ("mlp.up_proj.weight", [F, M]), ("mlp.down_proj.weight", [M, F])),
            ]);
        double[][] x = PlainMath.Map(w.Embed("model.embed_tokens.weight", s_text), v => v * Math.Sqrt(M));
        for (int n = 0; n < 3; n++)
        {
            string layer = $"model.layers.{n}.";
            bool global = n == 2; // every third layer sees all
            double[][] Normed(double[][] rows, string name) => w.Rms(rows, layer + name, 1e-6, offset: 1);
            double[][] Turned(double[][] heads) => PlainMath.Rotary(heads, D, D, i => global ? Math.Pow(1e6, -2.0 * i / D) / 8
                : Math.Pow(5000, -2.0 * i / D));
            double[][] input = Normed(x, "input_layernorm");
            double[][] Heads(string which) => Turned(w.RmsOfHeads(w.Linear(input, $"{layer}self_attn.{which}_proj"),
                $"{layer}self_attn.{which}_norm", D, 1e-6, offset: 1));
            double[][] attended = PlainMath.Attention(
                Heads("q"), Heads("k"), w.Linear(input, layer + "self_attn.v_proj"), H, D, 1 / Math.Sqrt(10), (i, j) => j <= i
                    && (global || i - j < 4));
            x = PlainMath.Add(x, Normed(w.Linear(attended, layer + "self_attn.o_proj"), "post_attention_layernorm"));
            x = PlainMath.Add(x, Normed(Gated(w, Normed(x, "pre_feedforward_layernorm"), layer + "mlp.", PlainMath.GeluTanh),
                "post_feedforward_layernorm"));
        }
        AssertLogits(folder.File("m"), Tied(w.Rms(x, "model.norm", 1e-6, offset: 1), w.Matrix("model.embed_tokens.weight")));
    }

    [Theory]
    [InlineData(12)] // up to the original length of 16 the short factors hold
    [InlineData(24)] // beyond it the long ones, with a window of 20
    public void Phi3_JointMatricesAndLongRope_EqualPlainLoops(int length)
    {
        const int M = 24, H = 4, K = 2, D = 6, F = 20, Turning = 4; // ⌊6·0.67⌋
        int[] text = [.. Enumerable.Range(0, length).Select(i => s_text[i % s_text.Length])];
        using var folder = new TemporaryFolder();
        PlainWeights w = PlainWeights.Write(folder.File("m"), TinyConfigs.Json("phi3"),
            [
                ("model.embed_tokens.weight", [31, M]), ("lm_head.weight", [31, M]), ("model.norm.weight", [M]),
                .. Layers(2, n => $"model.layers.{n}.", ("input_layernorm.weight", [M]), ("post_attention_layernorm.weight", [M]),
                    ("self_attn.qkv_proj.weight", [(H + 2 * K) * D, M]), ("self_attn.o_proj.weight", [M, H * D]),
                        ("mlp.gate_up_proj.weight", [2 * F, M]),
                    ("mlp.down_proj.weight", [M, F])),
            ]);
        double[] factors = length > 16 ? [2, 5] : [1, 1.5];
        double magnitude = Math.Sqrt(1 + Math.Log(64.0 / 16) / Math.Log(16));
        double[][] x = w.Embed("model.embed_tokens.weight", text);
        for (int n = 0; n < 2; n++)
        {
            string layer = $"model.layers.{n}.";
            double[][] qkv = w.Linear(w.Rms(x, layer + "input_layernorm", 1e-5), layer + "self_attn.qkv_proj");
            double[][] Turned(double[][] heads) => PlainMath.Rotary(heads, D, Turning, i
                => Math.Pow(10000, -2.0 * i / Turning) / factors[i], magnitude);
            double[][] attended = PlainMath.Attention(
                Turned(PlainMath.Columns(qkv, 0, H * D)), Turned(PlainMath.Columns(qkv, H * D, K * D)),
                    PlainMath.Columns(qkv, (H + K) * D, K * D), H, D, 1 / Math.Sqrt(D),
                (i, j) => j <= i && i - j < 20);
            x = PlainMath.Add(x, w.Linear(attended, layer + "self_attn.o_proj"));
            double[][] both = w.Linear(w.Rms(x, layer + "post_attention_layernorm", 1e-5), layer + "mlp.gate_up_proj");
            x = PlainMath.Add(
                x, w.Linear(PlainMath.Multiply(PlainMath.Map(PlainMath.Columns(both, 0, F), PlainMath.Silu),
                    PlainMath.Columns(both, F, F)), layer + "mlp.down_proj"));
        }
        AssertLogits(folder.File("m"), w.Linear(w.Rms(x, "model.norm", 1e-5), "lm_head"), text);
    }

    [Fact]
    public void Olmo2_NormsInside_EqualPlainLoops()
    {
        const int M = 24, H = 4, K = 2, D = 6, F = 20;
        using var folder = new TemporaryFolder();
        PlainWeights w = PlainWeights.Write(folder.File("m"), TinyConfigs.Json("olmo2"),
            [
                ("model.embed_tokens.weight", [31, M]), ("lm_head.weight", [31, M]), ("model.norm.weight", [M]),
                .. Layers(2, n => $"model.layers.{n}.", ("post_attention_layernorm.weight", [M]),
                    ("post_feedforward_layernorm.weight", [M]),
                    ("self_attn.q_norm.weight", [H * D]), ("self_attn.k_norm.weight", [K * D]), ("self_attn.q_proj.weight", [H * D, M]),
                        ("self_attn.k_proj.weight", [K * D, M]),
                    ("self_attn.v_proj.weight", [K * D, M]), ("self_attn.o_proj.weight", [M, H * D]), ("mlp.gate_proj.weight", [F, M]),
                        ("mlp.up_proj.weight", [F, M]),
                    ("mlp.down_proj.weight", [M, F])),
            ]);
        double[][] x = w.Embed("model.embed_tokens.weight", s_text);
        for (int n = 0; n < 2; n++)
        {
            string layer = $"model.layers.{n}.";
            double[][] Heads(string which) => PlainMath.Rotary(
                w.Rms(w.Linear(x, $"{layer}self_attn.{which}_proj"), $"{layer}self_attn.{which}_norm", 1e-5), D, D, i
                    => Math.Pow(500000, -2.0 * i / D));
            double[][] attended = PlainMath.Attention(Heads("q"), Heads("k"), w.Linear(x, layer + "self_attn.v_proj"), H, D,
                1 / Math.Sqrt(D), Causal);
            x = PlainMath.Add(x, w.Rms(w.Linear(attended, layer + "self_attn.o_proj"), layer + "post_attention_layernorm", 1e-5));
            x = PlainMath.Add(x, w.Rms(Gated(w, x, layer + "mlp.", PlainMath.Silu), layer + "post_feedforward_layernorm", 1e-5));
        }
        AssertLogits(folder.File("m"), w.Linear(w.Rms(x, "model.norm", 1e-5), "lm_head"));
    }

    [Fact]
    public void Albert_NarrowEmbeddingAndSharedLayers_EqualPlainLoops()
    {
        const int M = 24, E = 10, F = 20, H = 4, D = 6;
        using var folder = new TemporaryFolder();
        PlainWeights w = PlainWeights.Write(folder.File("m"), TinyConfigs.Json("albert-mlm"),
            [
                ("albert.embeddings.word_embeddings.weight", [31, E]), ("albert.embeddings.position_embeddings.weight", [40, E]),
                ("albert.embeddings.token_type_embeddings.weight", [2, E]), ("albert.embeddings.LayerNorm.weight", [E]),
                    ("albert.embeddings.LayerNorm.bias", [E]),
                ("albert.encoder.embedding_hidden_mapping_in.weight", [M, E]), ("albert.encoder.embedding_hidden_mapping_in.bias", [M]),
                ("predictions.dense.weight", [E, M]), ("predictions.dense.bias", [E]), ("predictions.LayerNorm.weight", [E]),
                    ("predictions.LayerNorm.bias", [E]),
                ("predictions.bias", [31]),
                .. Layers(2, n => $"albert.encoder.albert_layer_groups.{n}.albert_layers.0.",
                    [.. Biased("attention.query", M, M), .. Biased("attention.key", M, M), .. Biased("attention.value", M, M),
                        .. Biased("attention.dense", M, M),
                    .. Biased("ffn", F, M), .. Biased("ffn_output", M, F), ("attention.LayerNorm.weight", [M]),
                        ("attention.LayerNorm.bias", [M]),
                    ("full_layer_layer_norm.weight", [M]), ("full_layer_layer_norm.bias", [M])]),
            ]);
        double[][] x = PlainMath.Add(
            w.Embed("albert.embeddings.word_embeddings.weight", s_text),
                w.Embed("albert.embeddings.position_embeddings.weight", Enumerable.Range(0, s_text.Length)),
            w.Embed("albert.embeddings.token_type_embeddings.weight", s_text.Select(_ => 0)));
        x = w.Linear(w.LayerNorm(x, "albert.embeddings.LayerNorm", 1e-12), "albert.encoder.embedding_hidden_mapping_in");
        foreach (int group in (int[])[0, 0, 1]) // three layers in two groups: ⌊i·2/3⌋
        {
            string layer = $"albert.encoder.albert_layer_groups.{group}.albert_layers.0.";
            double[][] Heads(string which) => w.Linear(x, layer + "attention." + which);
            double[][] attended = PlainMath.Attention(Heads("query"), Heads("key"), Heads("value"), H, D, 1 / Math.Sqrt(D), (_, _) => true);
            x = w.LayerNorm(PlainMath.Add(x, w.Linear(attended, layer + "attention.dense")), layer + "attention.LayerNorm", 1e-12);
            x = w.LayerNorm(PlainMath.Add(x, w.Linear(PlainMath.Map(w.Linear(x, layer + "ffn"), PlainMath.Gelu), layer + "ffn_output")),
                layer + "full_layer_layer_norm", 1e-12);
        }
        double[][] head = w.LayerNorm(PlainMath.Map(w.Linear(x, "predictions.dense"), PlainMath.Gelu), "predictions.LayerNorm", 1e-12);
        double[] bias = w.Vector("predictions.bias");
        AssertLogits(
            folder.File("m"),
            PlainMath.Rows(Tied(head, w.Matrix("albert.embeddings.word_embeddings.weight")), row
                => [.. row.Select((v, i) => v + bias[i])]));
    }

    [Fact]
    public void T5_GatedAndUntied_EqualsPlainLoops()
    {
        const int M = 24, H = 4, D = 6, F = 20, I = H * D;
        using var folder = new TemporaryFolder();
        (string, int[])[] self = [("SelfAttention.q.weight", [I, M]), ("SelfAttention.k.weight", [I, M]),
            ("SelfAttention.v.weight", [I, M]), ("SelfAttention.o.weight", [M, I]), ("layer_norm.weight", [M])];
        (string, int[])[] cross = [.. self.Select(part => (part.Item1.Replace("SelfAttention", "EncDecAttention"), part.Item2))];
        (string, int[])[] feed = [("DenseReluDense.wi_0.weight", [F, M]), ("DenseReluDense.wi_1.weight", [F, M]),
            ("DenseReluDense.wo.weight", [M, F]), ("layer_norm.weight", [M])];
        PlainWeights w = PlainWeights.Write(folder.File("m"), TinyConfigs.Json("t5-gated"),
            [
                ("shared.weight", [31, M]), ("lm_head.weight", [31, M]), ("encoder.final_layer_norm.weight", [M]),
                    ("decoder.final_layer_norm.weight", [M]),
                ("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", [8, H]),
                    ("decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", [8, H]),
                .. Layers(2, n => $"encoder.block.{n}.layer.0.", self), .. Layers(2, n => $"encoder.block.{n}.layer.1.", feed),
                .. Layers(3, n => $"decoder.block.{n}.layer.0.", self), .. Layers(3, n => $"decoder.block.{n}.layer.1.", cross),
                    .. Layers(3, n => $"decoder.block.{n}.layer.2.", feed),
            ]);
        int[] answer = [0, 7, 21, 9, 2, 14];
        double[][] encoded = Stack("encoder", 2, s_text, null);
        double[][] decoded = Stack("decoder", 3, answer, encoded);
        using LanguageModel model = ModelFolder.Load(folder.File("m"));
        using var tape = new Tape(recording: false);
        var batch = new TokenBatch(answer) { Source = new TokenBatch(s_text) };
        PlainMath.AssertEqual(w.Linear(decoded, "lm_head"), model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, batch)));

        double[][] Stack(string stack, int layers, int[] text, double[][]? source)
        {
            double[][] x = w.Embed("shared.weight", text);
            double[][] table = w.Matrix($"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight");
            for (int n = 0; n < layers; n++)
            {
                string block = $"{stack}.block.{n}.layer.";
                x = Attend(block + "0.", "SelfAttention", x, null, source is null ? (_, _) => true : Causal, (h, i, j)
                    => table[Bucket(j - i, source is null)][h]);
                if (source is not null) x = Attend(block + "1.", "EncDecAttention", x, source, (_, _) => true, null);
                string feed = block + (source is null ? "1." : "2.");
                double[][] normed = w.Rms(x, feed + "layer_norm", 1e-6);
                double[][] gated = PlainMath.Multiply(PlainMath.Map(w.Linear(normed, feed + "DenseReluDense.wi_0"), PlainMath.GeluTanh),
                    w.Linear(normed, feed + "DenseReluDense.wi_1"));
                x = PlainMath.Add(x, w.Linear(gated, feed + "DenseReluDense.wo"));
            }
            return w.Rms(x, stack + ".final_layer_norm", 1e-6);
        }

        double[][] Attend(string layer, string name, double[][] x, double[][]? source, Func<int, int, bool> allowed, Func<int, int, int,
            double>? bias)
        {
            double[][] normed = w.Rms(x, layer + "layer_norm", 1e-6), keys = source ?? normed;
            string map = $"{layer}{name}.";
            return PlainMath.Add(x, w.Linear(PlainMath.Attention(w.Linear(normed, map + "q"), w.Linear(keys, map + "k"),
                w.Linear(keys, map + "v"), H, D, 1, allowed, bias), map + "o"));
        }

        // 8 buckets up to a distance of 12, half of them for each direction of an encoder (Raffel et al. 2020).
        static int Bucket(int relative, bool both)
        {
            int buckets = both ? 4 : 8, first = both && relative > 0 ? 4 : 0, distance = both ? Math.Abs(relative)
                : Math.Max(0, -relative), exact = buckets / 2;
            return first + (distance < exact ? distance
                : Math.Min(buckets - 1, exact + (int)(Math.Log((double)distance / exact) / Math.Log(12.0 / exact) * (buckets - exact))));
        }
    }

    private static bool Causal(int query, int key) => key <= query;

    private static double[][] Gated(PlainWeights w, double[][] x, string mlp, Func<double, double> activation)
        => w.Linear(PlainMath.Multiply(PlainMath.Map(w.Linear(x, mlp + "gate_proj"), activation), w.Linear(x, mlp + "up_proj")),
            mlp + "down_proj");

    private static double[][] Tied(double[][] x, double[][] table)
        => PlainMath.Rows(x, row => [.. table.Select(token => token.Zip(row, (a, b) => a * b).Sum())]);

    private static (string, int[])[] Biased(string name, int outputs, int inputs)
        => [(name + ".weight", [outputs, inputs]), (name + ".bias", [outputs])];

    private static IEnumerable<(string, int[])> Layers(int count, Func<int, string> prefix, params (string Name, int[] Shape)[] parts)
        => Enumerable.Range(0, count).SelectMany(n => parts.Select(part => (prefix(n) + part.Name, part.Shape)));

    private static void AssertLogits(string folder, double[][] expected, int[]? text = null)
    {
        using LanguageModel model = ModelFolder.Load(folder);
        using var tape = new Tape(recording: false);
        PlainMath.AssertEqual(expected, model.Transformer.TokenLogits(tape,
            model.Transformer.Hidden(tape, new TokenBatch(text ?? s_text))));
    }
}
