using System.Text.Json.Nodes;

namespace Heed.Models.Tests.Gguf;

/// <summary>A model in the words of both formats.</summary>
/// <param name="Architecture">general.architecture.</param>
/// <param name="Family">The architecture of config.json.</param>
internal sealed record GgufCase(string Architecture, string Family)
{
    private const float Epsilon = 1e-5f;

    /// <summary>Fields of config.json beside those of all.</summary>
    public string Fields { get; init; } = "{}";

    /// <summary>Keys beside those of all, without the architecture.</summary>
    public (string Key, object Value)[] Keys { get; init; } = [];

    /// <summary>Tensors that the folder does not have, by the model's width.</summary>
    public Func<int, (string Name, float[] Numbers)[]>? Extra { get; init; }

    public int Layers { get; init; } = 2;

    /// <summary>Head size for a width.</summary>
    public Func<int, int> HeadSize { get; init; } = width => width / 4;

    public bool Interleaves { get; init; }

    public bool NormsPlusOne { get; init; }

    public bool Turns { get; init; }

    /// <summary>Names of theirs to names of GGUF files, replaced in order.</summary>
    public (string Theirs, string Gguf)[] Names { get; init; } = [.. s_decoder, ("post_attention_layernorm", "ffn_norm")];

    private static readonly (string, string)[] s_decoder =
    [
        ("model.embed_tokens", "token_embd"), ("model.norm", "output_norm"), ("lm_head", "output"), ("model.layers.", "blk."),
        ("self_attn.qkv_proj", "attn_qkv"), ("self_attn.q_proj", "attn_q"), ("self_attn.k_proj", "attn_k"), ("self_attn.v_proj", "attn_v"),
        ("self_attn.o_proj", "attn_output"), ("self_attn.q_norm", "attn_q_norm"), ("self_attn.k_norm", "attn_k_norm"),
        ("mlp.gate_up_proj", "ffn_up"), ("mlp.gate_proj", "ffn_gate"), ("mlp.up_proj", "ffn_up"), ("mlp.down_proj", "ffn_down"),
        ("input_layernorm", "attn_norm"),
    ];

    private static readonly (string, string)[] s_after =
    [
        .. s_decoder, ("post_attention_layernorm", "post_attention_norm"), ("pre_feedforward_layernorm", "ffn_norm"),
        ("post_feedforward_layernorm", "post_ffw_norm"),
    ];

    private static readonly (string, string)[] s_gpt2 =
    [
        ("transformer.wte", "token_embd"), ("transformer.wpe", "position_embd"), ("transformer.ln_f", "output_norm"),
            ("transformer.h.", "blk."),
        ("ln_1", "attn_norm"), ("ln_2", "ffn_norm"), ("attn.c_attn", "attn_qkv"), ("attn.c_proj", "attn_output"), ("mlp.c_fc", "ffn_up"),
            ("mlp.c_proj", "ffn_down"),
    ];

    private static readonly (string, string)[] s_bert =
    [
        ("embeddings.word_embeddings", "token_embd"), ("embeddings.position_embeddings", "position_embd"),
            ("embeddings.token_type_embeddings", "token_types"),
        ("embeddings.LayerNorm", "token_embd_norm"), ("encoder.layer.", "blk."), ("attention.self.query", "attn_q"),
            ("attention.self.key", "attn_k"),
        ("attention.self.value", "attn_v"), ("attention.output.dense", "attn_output"), ("attention.output.LayerNorm", "attn_output_norm"),
        ("intermediate.dense", "ffn_up"), ("output.dense", "ffn_down"), ("output.LayerNorm", "layer_output_norm"),
    ];

    /// <summary>All models by name.</summary>
    public static IReadOnlyDictionary<string, GgufCase> All { get; } = new Dictionary<string, GgufCase>
    {
        ["llama"] = new("llama", "LlamaForCausalLM") { Interleaves = true, Fields = """{"tie_word_embeddings":false}""" },
        ["llama-biased"] = new("llama", "LlamaForCausalLM") { Interleaves = true,
            Fields = """{"attention_bias":true,"mlp_bias":true,"tie_word_embeddings":true}""" },
        ["llama-3.1"] = new("llama", "LlamaForCausalLM")
        {
            Interleaves = true,
            Fields = """{"rope_scaling":{"rope_type":"llama3","factor":8,"low_freq_factor":1,"high_freq_factor":4,"original_max_position_embeddings":32}}""",
            Extra = width => [("rope_freqs.weight", Llama3Divisors(width / 4))],
        },
        ["llama-linear"] = new("llama", "LlamaForCausalLM")
        {
            Interleaves = true, Fields = """{"rope_scaling":{"type":"linear","factor":2.5}}""",
                Keys = [("rope.scaling.type", "linear"), ("rope.scaling.factor", 2.5f)],
        },
        ["llama-yarn"] = new("llama", "LlamaForCausalLM")
        {
            Interleaves = true,
            Fields = """{"rope_scaling":{"rope_type":"yarn","factor":4,"original_max_position_embeddings":16}}""",
            Keys = [("rope.scaling.type", "yarn"), ("rope.scaling.factor", 4f), ("rope.scaling.original_context_length", 16u),
                ("rope.scaling.finetuned", true)],
        },
        ["qwen2"] = new("qwen2", "Qwen2ForCausalLM") { Fields = """{"tie_word_embeddings":true}""" },
        ["qwen3"] = new("qwen3", "Qwen3ForCausalLM") { HeadSize = width => width / 2 },
        ["phi3"] = new("phi3", "Phi3ForCausalLM") { Fields = """{"sliding_window":5}""", Keys = [("attention.sliding_window", 5u)] },
        ["phi3-long"] = new("phi3", "Phi3ForCausalLM")
        {
            Fields = """
                {"partial_rotary_factor":0.75,"original_max_position_embeddings":8,"rope_scaling":{"type":"longrope","short_factor":[1,1.25,1.5],"long_factor":[2,3,4.5]}}
                """,
            // √(1 + ln 8 / ln 8), as the converter writes it.
            Keys = [("rope.dimension_count", 6u), ("rope.scaling.original_context_length", 8u), ("rope.scaling.attn_factor", MathF.Sqrt(2)),
                ("attention.sliding_window", 0u)],
            Extra = _ => [("rope_factors_short.weight", [1, 1.25f, 1.5f]), ("rope_factors_long.weight", [2, 3, 4.5f])],
        },
        ["gemma2"] = new("gemma2", "Gemma2ForCausalLM")
        {
            NormsPlusOne = true, Names = s_after, HeadSize = width => width / 2,
            Fields = """{"sliding_window":5,"attn_logit_softcapping":4,"final_logit_softcapping":3,"tie_word_embeddings":true}""",
            Keys = [("attention.sliding_window", 5u), ("attn_logit_softcapping", 4f), ("final_logit_softcapping", 3f)],
        },
        ["gemma3"] = new("gemma3", "Gemma3ForCausalLM")
        {
            NormsPlusOne = true, Names = s_after, Layers = 7,
            Fields = """{"sliding_window":5,"rope_local_base_freq":500,"rope_scaling":{"rope_type":"linear","factor":2},"tie_word_embeddings":true}""",
            Keys = [("attention.sliding_window", 5u), ("rope.freq_base_swa", 500f), ("rope.scaling.type", "linear"),
                ("rope.scaling.factor", 2f)],
        },
        ["gemma3-listed"] = new("gemma3", "Gemma3ForCausalLM")
        {
            NormsPlusOne = true, Names = s_after,
            Fields = """{"sliding_window":5,"layer_types":["full_attention","sliding_attention"],"tie_word_embeddings":true}""",
            Keys = [("attention.sliding_window", 5u), ("attention.sliding_window_pattern", new[] { false, true })],
        },
        ["olmo2"] = new("olmo2", "Olmo2ForCausalLM") { Names = s_after },
        ["gpt2"] = new("gpt2", "GPT2LMHeadModel") { Names = s_gpt2, Turns = true },
        ["bert"] = new("bert", "BertModel") { Names = s_bert, Keys = [("attention.causal", false), ("pooling_type", 1u)] },
    };

    public JsonObject Config(int width)
    {
        (int hidden, int size) = (Hidden(width), HeadSize(width));
        JsonObject common = Architecture switch
        {
            "gpt2" => new JsonObject
            {
                ["n_embd"] = width, ["n_layer"] = Layers, ["n_head"] = 4, ["n_inner"] = hidden, ["n_positions"] = GgufTwin.Positions,
                    ["layer_norm_epsilon"] = Epsilon,
            },
            "bert" => new JsonObject
            {
                ["hidden_size"] = width, ["num_hidden_layers"] = Layers, ["num_attention_heads"] = 4, ["intermediate_size"] = hidden,
                ["max_position_embeddings"] = GgufTwin.Positions, ["type_vocab_size"] = 2, ["layer_norm_eps"] = Epsilon,
            },
            _ => new JsonObject
            {
                ["hidden_size"] = width, ["num_hidden_layers"] = Layers, ["num_attention_heads"] = 4, ["num_key_value_heads"] = 2,
                    ["head_dim"] = size,
                ["intermediate_size"] = hidden, ["max_position_embeddings"] = GgufTwin.Positions, ["rms_norm_eps"] = Epsilon,
                    ["rope_theta"] = 10000,
            },
        };
        common["architectures"] = new JsonArray(Family);
        common["vocab_size"] = GgufTwin.Vocabulary;
        if (Architecture.StartsWith("gemma", StringComparison.Ordinal)) common["query_pre_attn_scalar"] = size;
        foreach ((string field, JsonNode? value) in JsonNode.Parse(Fields)!.AsObject()) common[field] = value?.DeepClone();
        return common;
    }

    public List<(string Key, object Value)> Metadata(int width)
    {
        var common = new List<(string, object)>
        {
            ("embedding_length", (uint)width), ("block_count", (uint)Layers), ("feed_forward_length", (uint)Hidden(width)),
                ("context_length", (uint)GgufTwin.Positions),
            ("attention.head_count", 4u),
        };
        if (Architecture is "gpt2" or "bert") common.Add(("attention.layer_norm_epsilon", Epsilon));
        else
            common.AddRange(
                ("attention.head_count_kv", 2u), ("attention.key_length", (uint)HeadSize(width)),
                    ("attention.value_length", (uint)HeadSize(width)),
                ("attention.layer_norm_rms_epsilon", Epsilon), ("rope.freq_base", 10000f), ("vocab_size", (uint)GgufTwin.Vocabulary));
        return [("general.architecture", Architecture), ("general.name", "twin"), .. common.Concat(Keys)
            .Select(pair => ($"{Architecture}.{pair.Item1}", pair.Item2))];
    }

    /// <summary>The name in GGUF files; empty for what they leave out.</summary>
    public string Rename(string theirs)
    {
        if (theirs.StartsWith("pooler", StringComparison.Ordinal)) return "";
        foreach ((string part, string gguf) in Names) theirs = theirs.Replace(part, gguf, StringComparison.Ordinal);
        return theirs;
    }

    private static int Hidden(int width) => width == 256 ? 256 : 64;

    // As llama.cpp's converter computes them from rope_scaling of Llama 3.1.
    private static float[] Llama3Divisors(int size)
    {
        const double factor = 8, low = 1, high = 4, original = 32;
        return [.. Enumerable.Range(0, size / 2).Select(i =>
        {
            double wave = 2 * Math.PI * Math.Pow(10000, 2.0 * i / size);
            if (wave < original / high) return 1f;
            if (wave > original / low) return (float)factor;
            double smooth = (original / wave - low) / (high - low);
            return (float)(1 / ((1 - smooth) / factor + smooth));
        })];
    }
}
