namespace Heed.Models.Tests.Families;

/// <summary>A small config.json of every kind of model Heed reads, with what is special to it switched on.</summary>
internal static class TinyConfigs
{
    private const string Decoder = """
        "vocab_size": 31, "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 20,
        "max_position_embeddings": 64, "hidden_act": "silu", "rms_norm_eps": 1e-5, "initializer_range": 0.02, "bos_token_id": 1, "eos_token_id": [2, 5], "pad_token_id": 0
        """;

    private const string Encoder = """
        "vocab_size": 31, "hidden_size": 24, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 20, "max_position_embeddings": 40,
        "hidden_act": "gelu", "layer_norm_eps": 1e-12, "type_vocab_size": 2, "pad_token_id": 0
        """;

    private const string Gemma = """
        "vocab_size": 31, "hidden_size": 24, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8, "intermediate_size": 20, "max_position_embeddings": 64,
        "hidden_activation": "gelu_pytorch_tanh", "rms_norm_eps": 1e-6, "query_pre_attn_scalar": 10, "sliding_window": 4, "bos_token_id": 1, "eos_token_id": 2,
        "pad_token_id": 0
        """;

    private const string T5 = """
        "vocab_size": 31, "d_model": 24, "d_kv": 6, "d_ff": 20, "num_layers": 2, "num_decoder_layers": 3, "num_heads": 4, "relative_attention_num_buckets": 8,
        "relative_attention_max_distance": 12, "layer_norm_epsilon": 1e-6, "is_encoder_decoder": true, "decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0
        """;

    private static readonly Dictionary<string, string> s_all = new()
    {
        ["gpt2"] = """
            "architectures": ["GPT2LMHeadModel"], "vocab_size": 31, "n_embd": 24, "n_layer": 2, "n_head": 4, "n_positions": 64, "n_inner": 20, "eos_token_id": 2
            """,
        ["neox-parallel"] = """
            "architectures": ["GPTNeoXForCausalLM"], "vocab_size": 31, "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20,
            "max_position_embeddings": 64, "rotary_pct": 0.5, "rotary_emb_base": 5000, "hidden_act": "gelu", "layer_norm_eps": 1e-5, "use_parallel_residual": true,
            "tie_word_embeddings": false, "eos_token_id": 2
            """,
        ["neox-sequential"] = """
            "architectures": ["GPTNeoXForCausalLM"], "vocab_size": 31, "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20,
            "max_position_embeddings": 64, "rotary_pct": 1, "hidden_act": "gelu_fast", "use_parallel_residual": false, "attention_bias": false, "tie_word_embeddings": true,
            "eos_token_id": 2
            """,
        ["llama"] = $$$"""
            "architectures": ["LlamaForCausalLM"], {{{Decoder}}}, "attention_bias": true, "mlp_bias": true, "tie_word_embeddings": false,
            "rope_scaling": { "rope_type": "llama3", "factor": 4, "low_freq_factor": 1, "high_freq_factor": 4, "original_max_position_embeddings": 16 }
            """,
        ["llama-yarn"] = $$$"""
            "architectures": ["LlamaForCausalLM"], {{{Decoder}}}, "tie_word_embeddings": true,
            "rope_scaling": { "type": "yarn", "factor": 4, "original_max_position_embeddings": 16, "beta_fast": 16, "attention_factor": 1.1 }
            """,
        ["mistral"] = $$$""" "architectures": ["MistralForCausalLM"], {{{Decoder}}}, "sliding_window": 4 """,
        ["qwen2"] = $$$"""
            "architectures": ["Qwen2ForCausalLM"], {{{Decoder}}}, "use_sliding_window": true, "sliding_window": 4, "max_window_layers": 1
            """,
        ["qwen3"] = $$$""" "architectures": ["Qwen3ForCausalLM"], {{{Decoder}}}, "head_dim": 8, "attention_bias": true """,
        ["gemma2"] = $$$"""
            "architectures": ["Gemma2ForCausalLM"], {{{Gemma}}}, "num_hidden_layers": 3, "attn_logit_softcapping": 4, "final_logit_softcapping": 6
            """,
        ["gemma3"] = $$$"""
            "architectures": ["Gemma3ForCausalLM"], {{{Gemma}}}, "num_hidden_layers": 3, "sliding_window_pattern": 3, "rope_theta": 1000000, "rope_local_base_freq": 5000,
            "rope_scaling": { "rope_type": "linear", "factor": 8 }
            """,
        ["phi3"] = $$$"""
            "architectures": ["Phi3ForCausalLM"], {{{Decoder}}}, "sliding_window": 20, "partial_rotary_factor": 0.67, "original_max_position_embeddings": 16,
            "rope_scaling": { "type": "longrope", "short_factor": [1, 1.5], "long_factor": [2, 5] }
            """,
        ["olmo2"] = $$$""" "architectures": ["Olmo2ForCausalLM"], {{{Decoder}}}, "rope_theta": 500000 """,
        ["bert-mlm"] = $$$""" "architectures": ["BertForMaskedLM"], {{{Encoder}}} """,
        ["bert-cls"] = $$$""" "architectures": ["BertForSequenceClassification"], {{{Encoder}}}, "id2label": { "0": "bad", "1": "good" } """,
        ["bert"] = $$$""" "architectures": ["BertModel"], {{{Encoder}}} """,
        ["roberta-mlm"] = $$$""" "architectures": ["RobertaForMaskedLM"], {{{Encoder}}} """,
        ["roberta-cls"] = $$$""" "architectures": ["RobertaForSequenceClassification"], {{{Encoder}}} """,
        ["xlm-roberta"] = $$$""" "architectures": ["XLMRobertaModel"], {{{Encoder}}} """,
        ["distilbert-mlm"] = """
            "architectures": ["DistilBertForMaskedLM"], "vocab_size": 31, "dim": 24, "n_layers": 2, "n_heads": 4, "hidden_dim": 20, "max_position_embeddings": 40,
            "activation": "gelu", "pad_token_id": 0
            """,
        ["distilbert-cls"] = """
            "architectures": ["DistilBertForSequenceClassification"], "vocab_size": 31, "dim": 24, "n_layers": 2, "n_heads": 4, "hidden_dim": 20,
            "max_position_embeddings": 40, "pad_token_id": 0
            """,
        ["albert-mlm"] = $$$"""
            "architectures": ["AlbertForMaskedLM"], {{{Encoder}}}, "embedding_size": 10, "num_hidden_groups": 2, "inner_group_num": 1
            """,
        ["albert-cls"] = $$$""" "architectures": ["AlbertForSequenceClassification"], {{{Encoder}}}, "embedding_size": 24, "num_hidden_groups": 1 """,
        // Relu, its usual activation, has a kink that finite differences stumble over.
        ["t5"] = $$$""" "architectures": ["T5ForConditionalGeneration"], {{{T5}}}, "feed_forward_proj": "silu" """,
        ["t5-gated"] = $$$"""
            "architectures": ["T5ForConditionalGeneration"], {{{T5}}}, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": false
            """,
        ["t5-encoder"] = $$$""" "architectures": ["T5EncoderModel"], {{{T5}}}, "feed_forward_proj": "gated-gelu" """,
    };

    /// <summary>The names of all.</summary>
    public static TheoryData<string> All => [.. s_all.Keys];

    /// <summary>Those that generate.</summary>
    public static TheoryData<string> Generating => [.. s_all.Keys.Where(name => s_all[name].Contains("CausalLM")
        || s_all[name].Contains("LMHead") || s_all[name].Contains("Conditional"))];

    /// <summary>Those that read a text both ways.</summary>
    public static TheoryData<string> Encoders
        => [.. s_all.Keys.Where(name => name.Contains("bert", StringComparison.Ordinal) || name == "t5-encoder")];

    /// <summary>A config.json.</summary>
    public static string Json(string name) => $"{{ {s_all[name]} }}";

    /// <summary>A model with random weights that make attention neither flat nor sharp.</summary>
    public static LanguageModel Model(string name, ulong seed = 1)
    {
        using var folder = new TemporaryFolder();
        string path = Path.GetDirectoryName(folder.File("x"))!;
        File.WriteAllText(Path.Combine(path, "config.json"), Json(name));
        (string architecture, _, Blueprint blueprint, ClassLabels? labels) = ModelFolder.ReadConfig(path);
        Transformer transformer = Transformer.Create(blueprint, seed);
        var random = new Random((int)seed);
        foreach (Autograd.Tensor parameter in transformer.Parameters)
        {
            bool centred = parameter.Shape.Length == 2 || parameter.Name.EndsWith(".bias", StringComparison.Ordinal)
                || blueprint.Norm == NormKind.RootMeanSquarePlusOne;
            for (int i = 0; i < parameter.Count; i++) parameter.Span[i] = (centred ? 0f : 1f) + 0.3f * (float)Normal(random);
        }
        return new LanguageModel(name, architecture, transformer, null) { Labels = labels };
    }

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
