using Heed.Models.Families;
using Heed.Positions;

namespace Heed.Models.Weights.Gguf;

/// <summary>
/// An architecture as GGUF files name it: which family it is, what its tensors are called, and what llama.cpp's converter changes.
/// </summary>
/// <param name="Name">general.architecture.</param>
/// <param name="Family">The architecture of a config.json that means the same.</param>
/// <param name="Plan">How its metadata is read.</param>
internal sealed record GgufArchitecture(string Name, string Family, IGgufPlan Plan)
{
    /// <summary>What a block's parts are called, beside <see cref="s_block"/>.</summary>
    public IReadOnlyDictionary<string, string> Own { get; init; } = new Dictionary<string, string>();

    private static readonly Dictionary<string, string> s_block = new()
    {
        ["norm1"] = "attn_norm", ["norm2"] = "ffn_norm",
        ["attn.q"] = "attn_q", ["attn.k"] = "attn_k", ["attn.v"] = "attn_v", ["attn.qkv"] = "attn_qkv", ["attn.out"] = "attn_output",
        ["attn.q_norm"] = "attn_q_norm", ["attn.k_norm"] = "attn_k_norm",
        ["mlp.gate"] = "ffn_gate", ["mlp.in"] = "ffn_up", ["mlp.gate_in"] = "ffn_up", ["mlp.out"] = "ffn_down",
    };

    // Norms after a part, as Gemma has them.
    private static readonly Dictionary<string, string> s_after = new()
    {
        ["norm1_post"] = "post_attention_norm", ["norm2_post"] = "post_ffw_norm",
    };

    /// <summary>All that Heed reads.</summary>
    public static IReadOnlyList<GgufArchitecture> All { get; } =
    [
        new("llama", "LlamaForCausalLM", new GgufDecoder { Layout = RotaryLayout.Interleaved }),
        new("qwen2", "Qwen2ForCausalLM", new GgufDecoder()),
        new("qwen3", "Qwen3ForCausalLM", new GgufDecoder()),
        new("phi3", "Phi3ForCausalLM", new GgufDecoder { HasWindow = true }),
        new("gemma2", "Gemma2ForCausalLM", new GgufGemma2 { HasWindow = true }) { Own = s_after },
        new("gemma3", "Gemma3ForCausalLM", new GgufGemma3 { HasWindow = true }) { Own = s_after },
        new("olmo2", "Olmo2ForCausalLM", new GgufDecoder())
            { Own = new Dictionary<string, string> { ["norm1"] = "post_attention_norm", ["norm2"] = "post_ffw_norm" } },
        new("gpt2", "GPT2LMHeadModel", new GgufGpt2()),
        new("bert", "BertModel", new GgufBert())
            { Own = new Dictionary<string, string> { ["norm1"] = "attn_output_norm", ["norm2"] = "layer_output_norm" } },
    ];

    /// <summary>What the tensors are called.</summary>
    public WeightNames Names => new("", "blk.")
    {
        Block = new Dictionary<string, string>([.. s_block.Where(pair => !Own.ContainsKey(pair.Key)), .. Own]),
        Body = new Dictionary<string, string>
        {
            ["embed"] = "token_embd", ["pos_embed"] = "position_embd", ["type_embed"] = "token_types", ["embed_norm"] = "token_embd_norm",
            ["final_norm"] = "output_norm",
        },
        Head = new Dictionary<string, string> { ["head"] = "output" },
    };

    /// <summary>The architecture of a file.</summary>
    /// <exception cref="HeedException">It names none, or one that is not supported.</exception>
    public static GgufArchitecture Of(GgufMetadata metadata)
    {
        string name = metadata.Required(metadata.Text("general.architecture"), "general.architecture");
        return All.FirstOrDefault(known => known.Name == name)
            ?? throw new HeedException(
                $"{metadata.Path}: the architecture \"{name}\" is not supported. Of GGUF files Heed reads "
                + $"{string.Join(", ", All.Select(known => known.Name))}.")
                { IsUnsupported = true };
    }
}
