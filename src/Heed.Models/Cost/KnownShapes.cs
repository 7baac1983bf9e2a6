namespace Heed.Models.Cost;

/// <summary>Measures of models that many know, to begin with: facts from their papers and cards.</summary>
public static class KnownShapes
{
    /// <summary>All of them, by age.</summary>
    public static IReadOnlyList<KnownShape> All { get; } =
    [
        new("gpt2", "GPT-2 124M", Plain(12, 768, 12),
            "Radford et al. 2019, Language Models are Unsupervised Multitask Learners, table 2; the released config.json"),
        new("gpt2-xl", "GPT-2 XL 1.5B", Plain(48, 1600, 25), "Radford et al. 2019, table 2; the released config.json"),
        new("llama-2-7b", "Llama 2 7B", Gated(32, 4096, 32, 32, 11008, 32000, 4096), "Touvron et al. 2023, Llama 2, table 1; the released config.json"),
        new("mistral-7b", "Mistral 7B", Gated(32, 4096, 32, 8, 14336, 32000, 8192) with { Window = 4096 }, "Jiang et al. 2023, Mistral 7B, table 1"),
        new("llama-3-8b", "Llama 3 8B", Gated(32, 4096, 32, 8, 14336, 128256, 8192),
            "Grattafiori et al. 2024, The Llama 3 Herd of Models, table 3; the model's card"),
        new("llama-3-70b", "Llama 3 70B", Gated(80, 8192, 64, 8, 28672, 128256, 8192),
            "Grattafiori et al. 2024, The Llama 3 Herd of Models, table 3; the model's card"),
        new("llama-3.1-405b", "Llama 3.1 405B", Gated(126, 16384, 128, 8, 53248, 128256, 131072),
            "Grattafiori et al. 2024, The Llama 3 Herd of Models, table 3"),
    ];

    private static CostShape Plain(int layers, int width, int heads) => new()
    {
        Layers = layers, Width = width, Heads = heads, KeyValueHeads = heads, HeadSize = 64, HiddenWidth = 4 * width, Vocabulary = 50257, MaxPositions = 1024,
        IsGated = false, TiedHead = true,
    };

    private static CostShape Gated(int layers, int width, int heads, int keyHeads, int hidden, int vocabulary, int positions) => new()
    {
        Layers = layers, Width = width, Heads = heads, KeyValueHeads = keyHeads, HeadSize = 128, HiddenWidth = hidden, Vocabulary = vocabulary,
        MaxPositions = positions, IsGated = true,
    };
}
