using System.Text.Json;

namespace Heed.Models.Tests.Training;

/// <summary>Models of the Llama family from a config: what is written is a real config.json, and loads as what was trained.</summary>
public class LlamaTrainingTests
{
    private const string Config = """
        output: model
        model: {family: llama, layers: 2, width: 32, heads: 4, key_heads: 2, head_size: 16, rope_theta: 500000, look_back: [1, 2], window: 256, vocabulary: 900}
        corpus: {generator: tiny-english, mixture: {keys_long: 1, needle: 1}, other_weight: 0.1}
        optimizer: {steps: 3, batch_tokens: 256, warmup: 1}
        """;

    [Fact]
    public void Run_Llama_WritesAConfigThatLoadsAsTheSameBlueprint()
    {
        using var run = new TinyRun(config: Config);
        using LanguageModel trained = run.Train(), loaded = ModelFolder.Load(run.Model);

        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(run.At("model/config.json")));
        Assert.Equal("llama", config.RootElement.GetProperty("model_type").GetString());
        Assert.Equal("LlamaForCausalLM", config.RootElement.GetProperty("architectures")[0].GetString());
        foreach ((string field, double value) in ((string, double)[])[
            ("num_key_value_heads", 2), ("num_attention_heads", 4), ("head_dim", 16), ("rope_theta", 500000), ("intermediate_size", 88), ("max_position_embeddings", 256)])
            Assert.Equal(value, config.RootElement.GetProperty(field).GetDouble());

        Assert.Equal("LlamaForCausalLM", loaded.Architecture);
        // How fresh weights start is not part of a folder.
        Assert.Equal(trained.Transformer.Blueprint with { LookBack = loaded.Transformer.Blueprint.LookBack }, loaded.Transformer.Blueprint);
        TinyModels.AssertSameWeights(trained.Transformer, loaded.Transformer);
    }

    [Fact]
    public void Run_LongFamilies_MeasuresThoseItLearnedFrom()
    {
        using var run = new TinyRun(config: Config);
        run.Train().Dispose();
        Assert.Equal(["keys_long", "needle"], ModelCard.Read(run.Model).Accuracy.Keys.Order());
    }
}
