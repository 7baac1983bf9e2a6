using Heed.Models.Families;
using Heed.Positions;

namespace Heed.Models.Weights.Gguf;

/// <summary>An architecture as GGUF files name it: which family it is, what its tensors are called, and what llama.cpp's converter changes.</summary>
/// <param name="Name">general.architecture.</param>
/// <param name="Family">The architecture of a config.json that means the same.</param>
/// <param name="Layout">Which two numbers of a head turn together.</param>
internal sealed record GgufArchitecture(string Name, string Family, RotaryLayout Layout)
{
    /// <summary>Whether norms hold 1 + w, where the family's own files hold w.</summary>
    public bool NormsPlusOne { get; init; }

    /// <summary>What a block's parts are called, beside <see cref="s_block"/>.</summary>
    public IReadOnlyDictionary<string, string> Own { get; init; } = new Dictionary<string, string>();

    private static readonly Dictionary<string, string> s_block = new()
    {
        ["norm1"] = "attn_norm", ["norm2"] = "ffn_norm",
        ["attn.q"] = "attn_q", ["attn.k"] = "attn_k", ["attn.v"] = "attn_v", ["attn.qkv"] = "attn_qkv", ["attn.out"] = "attn_output",
        ["attn.q_norm"] = "attn_q_norm", ["attn.k_norm"] = "attn_k_norm",
        ["mlp.gate"] = "ffn_gate", ["mlp.in"] = "ffn_up", ["mlp.gate_in"] = "ffn_up", ["mlp.out"] = "ffn_down",
    };

    // Norms after a part, as Gemma and OLMo 2 have them.
    private static readonly Dictionary<string, string> s_after = new()
    {
        ["norm1_post"] = "post_attention_norm", ["norm2_post"] = "post_ffw_norm",
    };

    /// <summary>All that Heed reads.</summary>
    public static IReadOnlyList<GgufArchitecture> All { get; } =
    [
        new("llama", "LlamaForCausalLM", RotaryLayout.Interleaved),
        new("qwen2", "Qwen2ForCausalLM", RotaryLayout.HalfSplit),
        new("qwen3", "Qwen3ForCausalLM", RotaryLayout.HalfSplit),
        new("phi3", "Phi3ForCausalLM", RotaryLayout.HalfSplit),
        new("gemma2", "Gemma2ForCausalLM", RotaryLayout.HalfSplit) { NormsPlusOne = true, Own = s_after },
        new("gemma3", "Gemma3ForCausalLM", RotaryLayout.HalfSplit) { NormsPlusOne = true, Own = s_after },
        new("olmo2", "Olmo2ForCausalLM", RotaryLayout.HalfSplit)
            { Own = new Dictionary<string, string> { ["norm1"] = "post_attention_norm", ["norm2"] = "post_ffw_norm" } },
    ];

    /// <summary>What the tensors are called.</summary>
    public WeightNames Names => new("", "blk.")
    {
        Block = new Dictionary<string, string>([.. s_block.Where(pair => !Own.ContainsKey(pair.Key)), .. Own]),
        Body = new Dictionary<string, string> { ["embed"] = "token_embd", ["final_norm"] = "output_norm" },
        Head = new Dictionary<string, string> { ["head"] = "output" },
    };
}
