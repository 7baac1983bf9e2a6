using Heed.Models.Generation;
using Heed.Models.Tasks;

namespace Heed.Models.Tests.Generation;

/// <summary>generation_config.json.</summary>
public class GenerationDefaultsTests
{
    [Fact]
    public void Read_DrawsAndSeveralEnds_AreTaken()
    {
        GenerationDefaults read = Read("""
            { "bos_token_id": 1, "eos_token_id": [2, 7, 9], "do_sample": true, "temperature": 0.6, "top_p": 0.9, "min_p": 0.05, "repetition_penalty": 1.2,
              "max_new_tokens": 30, "transformers_version": "4.47.0", "_from_model_config": true, "no_repeat_ngram_size": 0, "typical_p": 1.0 }
            """);
        Assert.Equal([2, 7, 9], read.EndTokens!);
        Assert.Equal(new SamplingOptions { Temperature = 0.6f, TopK = 50, TopP = 0.9f, MinP = 0.05f, RepetitionPenalty = 1.2f },
            read.Sampling);
        Assert.Equal(30, read.MaxNewTokens);
        Assert.Empty(read.Unsupported);
    }

    [Fact]
    public void Read_NoDraws_IsGreedyWhateverElseStandsThere()
    {
        Assert.Equal(SamplingOptions.Greedy, Read("""{ "temperature": 0.6, "top_k": 20 }""").Sampling);
        Assert.Equal(new BeamOptions { Beams = 4, LengthPenalty = 2, EarlyStopping = true }, Read("""{ "num_beams": 4, "length_penalty": 2.0, "early_stopping": true }""").Beams);
        Assert.Null(Read("""{ "num_beams": 1 }""").Beams);
    }

    [Theory]
    [InlineData("no_repeat_ngram_size", "3")]
    [InlineData("forced_bos_token_id", "5")]
    [InlineData("bad_words_ids", "[[1]]")]
    [InlineData("suppress_tokens", "[1, 2]")]
    [InlineData("guidance_scale", "1.5")]
    [InlineData("something_new", "7")]
    public void RequireSupported_SomethingHeedLacks_IsNamed(string field, string value)
    {
        GenerationDefaults read = Read($"{{ \"{field}\": {value} }}");
        Assert.Equal(field, Assert.Single(read.Unsupported));
        HeedException error = Assert.Throws<HeedException>(read.RequireSupported);
        Assert.StartsWith($"generation_config.json asks for {field}, which Heed does not have.", error.Message);
        Assert.True(error.IsUnsupported);
    }

    [Fact]
    public void Load_FolderWithEnds_TheModelEndsThere()
    {
        using var folder = new TemporaryFolder();
        using (LanguageModel model = TinyModels.Decoder()) ModelFolder.Save(folder.File("m"), model);
        File.WriteAllText(folder.File("m/generation_config.json"), """{ "eos_token_id": [3, 4], "do_sample": true, "top_k": 0 }""");
        using LanguageModel loaded = ModelFolder.Load(folder.File("m"));
        Assert.Equal([3, 4], loaded.Transformer.Blueprint.EndTokens);
        Assert.Equal(new SamplingOptions { Temperature = 1 }, TextOptions.Of(loaded).Sampling);
        File.WriteAllText(folder.File("m/generation_config.json"), """{ "eos_token_id": "three" }""");
        Assert.Contains("\"eos_token_id\": expected a whole number", Assert.Throws<HeedException>(() => ModelFolder.Load(folder.File("m")))
            .Message);
    }

    private static GenerationDefaults Read(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("generation_config.json"), json);
        return GenerationDefaults.Read(Path.GetDirectoryName(folder.File("x"))!);
    }
}
