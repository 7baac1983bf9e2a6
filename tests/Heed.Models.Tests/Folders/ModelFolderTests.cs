using System.Text.Json;
using Heed.Autograd;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Folders;

/// <summary>Folders that are written and read back, and the variants that Hugging Face folders come in.</summary>
public class ModelFolderTests
{
    [Theory]
    [InlineData("GPT2LMHeadModel")]
    [InlineData("BertForMaskedLM")]
    [InlineData("BertModel")]
    [InlineData("BertForSequenceClassification")]
    public void Save_F32_LoadsBitEqual(string architecture)
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Of(architecture);
        model.Transformer.Parameters[0].Span[5] = -0f;
        model.Transformer.Parameters[0].Span[6] = float.Epsilon;
        ModelFolder.Save(folder.File("saved"), model);
        using LanguageModel loaded = ModelFolder.Load(folder.File("saved"), LoadOptions.ForTraining);
        TinyModels.AssertSameWeights(model.Transformer, loaded.Transformer);
        Assert.Equal(architecture, loaded.Architecture);
        Assert.Equal("saved", loaded.Name);
        Assert.Equal(model.Transformer.Blueprint, loaded.Transformer.Blueprint);
        Assert.Equal(model.Tokenizer!.Encode("The cat sang.").Ids, loaded.RequireTokenizer().Encode("The cat sang.").Ids);
        Assert.Null(loaded.KnownWords);
    }

    [Theory]
    [InlineData(TensorType.F16)]
    [InlineData(TensorType.BF16)]
    public void Save_SixteenBits_RoundsToNearest(TensorType type)
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Decoder();
        ModelFolder.Save(folder.File("saved"), model, type);
        using LanguageModel loaded = ModelFolder.Load(folder.File("saved"), LoadOptions.ForTraining);
        foreach ((Tensor ours, Tensor theirs) in model.Transformer.Parameters.Zip(loaded.Transformer.Parameters))
            Assert.Equal(ours.Span.ToArray().Select(x => type == TensorType.F16 ? (float)(Half)x : FloatWidening.FromBFloat16(FloatNarrowing.ToBFloat16(x))), theirs.Span.ToArray());
        Assert.Equal(type == TensorType.F16 ? "float16" : "bfloat16", FolderEdits.Json(folder.File("saved"), "config.json").GetProperty("torch_dtype").GetString());
        // What is rounded already stays as it is.
        ModelFolder.Save(folder.File("again"), loaded, type);
        Assert.Equal(File.ReadAllBytes(folder.File("saved/model.safetensors")), File.ReadAllBytes(folder.File("again/model.safetensors")));
    }

    [Fact]
    public void Save_Decoder_WritesWhatHuggingFaceNeeds()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        JsonElement config = FolderEdits.Json(path, "config.json");
        Assert.Equal("GPT2LMHeadModel", Assert.Single(config.GetProperty("architectures").EnumerateArray()).GetString());
        Assert.Equal("gpt2", config.GetProperty("model_type").GetString());
        Assert.Equal("float32", config.GetProperty("torch_dtype").GetString());
        Assert.Equal("gelu_new", config.GetProperty("activation_function").GetString());
        (string, int)[] numbers =
        [
            ("vocab_size", 300), ("n_embd", 24), ("n_layer", 2), ("n_head", 3), ("n_inner", 40), ("n_positions", 40), ("bos_token_id", 0), ("eos_token_id", 0), ("pad_token_id", 0),
            ("attn_pdrop", 0), ("embd_pdrop", 0), ("resid_pdrop", 0),
        ];
        foreach ((string field, int value) in numbers) Assert.Equal(value, config.GetProperty(field).GetInt32());
        Assert.Equal(1e-5, config.GetProperty("layer_norm_epsilon").GetDouble(), 1e-9);

        JsonElement tokenizer = FolderEdits.Json(path, "tokenizer_config.json");
        Assert.Equal("PreTrainedTokenizerFast", tokenizer.GetProperty("tokenizer_class").GetString());
        Assert.Equal(40, tokenizer.GetProperty("model_max_length").GetInt32());
        foreach (string special in (string[])["bos_token", "eos_token", "pad_token"]) Assert.Equal("<|endoftext|>", tokenizer.GetProperty(special).GetString());
        Assert.True(FolderEdits.Json(path, "tokenizer.json").TryGetProperty("model", out _));

        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(path, "model.safetensors"));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal([24, 72], file.Entry("transformer.h.0.attn.c_attn.weight").Shape);
        Assert.False(file.Contains("lm_head.weight")); // tied: the reader makes it from the embedding
    }

    [Fact]
    public void Save_Encoder_WritesWhatHuggingFaceNeeds()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Encoder());
        JsonElement config = FolderEdits.Json(path, "config.json");
        Assert.Equal("bert", config.GetProperty("model_type").GetString());
        Assert.Equal("gelu", config.GetProperty("hidden_act").GetString());
        Assert.Equal("absolute", config.GetProperty("position_embedding_type").GetString());
        (string, int)[] numbers =
        [
            ("vocab_size", 300), ("hidden_size", 24), ("num_hidden_layers", 2), ("num_attention_heads", 3), ("intermediate_size", 40), ("max_position_embeddings", 40),
            ("type_vocab_size", 2), ("pad_token_id", 0), ("hidden_dropout_prob", 0), ("attention_probs_dropout_prob", 0),
        ];
        foreach ((string field, int value) in numbers) Assert.Equal(value, config.GetProperty(field).GetInt32());
        Assert.Equal(1e-12, config.GetProperty("layer_norm_eps").GetDouble(), 1e-18);
        JsonElement tokenizer = FolderEdits.Json(path, "tokenizer_config.json");
        Assert.Equal("[PAD]", tokenizer.GetProperty("pad_token").GetString());
        Assert.Equal("[CLS]", tokenizer.GetProperty("cls_token").GetString());
        Assert.Equal("[SEP]", tokenizer.GetProperty("sep_token").GetString());
        Assert.Equal("[MASK]", tokenizer.GetProperty("mask_token").GetString());
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(path, "model.safetensors"));
        Assert.True(file.Contains("bert.encoder.layer.1.attention.self.query.weight"));
        Assert.True(file.Contains("cls.predictions.transform.LayerNorm.weight"));
        Assert.Equal([300], file.Entry("cls.predictions.bias").Shape);
    }

    [Fact]
    public void Save_OverAnotherModel_ReplacesItAndLeavesNothingBeside()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder(seed: 1));
        using LanguageModel second = TinyModels.Decoder(seed: 2) with { KnownWords = new HashSet<string> { "dog", "cat" } };
        ModelFolder.Save(path, second);
        using LanguageModel loaded = ModelFolder.Load(path);
        TinyModels.AssertSameWeights(second.Transformer, loaded.Transformer);
        Assert.Equal(["cat", "dog"], loaded.KnownWords!.Order());
        Assert.Equal(
            ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "words.txt"],
            Directory.EnumerateFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("gpt2-a")]
    [InlineData("bert-a")]
    [InlineData("bert-a-mlm")]
    [InlineData("bert-a-cls")]
    public void Load_GoldenSavedAgain_IsTheSameModel(string name)
    {
        using var folder = new TemporaryFolder();
        using LanguageModel golden = ModelFolder.Load(Goldens.Path("models", name));
        ModelFolder.Save(folder.File(name), golden);
        using LanguageModel again = ModelFolder.Load(folder.File(name));
        TinyModels.AssertSameWeights(golden.Transformer, again.Transformer);
        Assert.Equal(golden.Transformer.Blueprint, again.Transformer.Blueprint);
        Assert.Equal(golden.Architecture, again.Architecture);
        // The names are theirs, none more and none less but tied copies.
        Assert.Subset(
            FolderEdits.Tensors(Goldens.Path("models", name)).Select(t => t.Name).ToHashSet(), FolderEdits.Tensors(folder.File(name)).Select(t => t.Name).ToHashSet());
    }

    [Theory]
    [InlineData("gpt2-a", "transformer.")]
    [InlineData("bert-a-mlm", "bert.")]
    [InlineData("bert-a-cls", "bert.")]
    public void Load_NamesWithoutThePrefix_IsTheSameModel(string name, string prefix)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Copy(Goldens.Path("models", name));
        FolderEdits.EditTensors(path, tensors => tensors.Select(t => t.Name.StartsWith(prefix) ? FolderEdits.Renamed(path, t.Name, t.Name[prefix.Length..]) : t));
        Assert.DoesNotContain(FolderEdits.Tensors(path), t => t.Name.StartsWith(prefix));
        AssertSameModel(Goldens.Path("models", name), path);
    }

    [Fact]
    public void Load_NamesWithThePrefixOfABareModel_IsTheSameModel()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Encoder("BertModel"));
        using LanguageModel before = ModelFolder.Load(path);
        FolderEdits.EditTensors(path, tensors => tensors.Select(t => FolderEdits.Renamed(path, t.Name, "bert." + t.Name)));
        using LanguageModel after = ModelFolder.Load(path);
        TinyModels.AssertSameWeights(before.Transformer, after.Transformer);
    }

    [Theory]
    [InlineData("GPT2LMHeadModel", 2)]
    [InlineData("GPT2LMHeadModel", 5)]
    [InlineData("BertForMaskedLM", 3)]
    public void Load_Shards_IsTheSameModel(string architecture, int shards)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Of(architecture));
        using LanguageModel single = ModelFolder.Load(path);
        Shard(path, shards);
        using LanguageModel sharded = ModelFolder.Load(path);
        TinyModels.AssertSameWeights(single.Transformer, sharded.Transformer);
    }

    [Fact]
    public void Load_ShardMissing_IsNamed()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        Shard(path, 3);
        File.Delete(Path.Combine(path, "model-00002-of-00003.safetensors"));
        Assert.Contains("shard 'model-00002-of-00003.safetensors' is missing", Assert.Throws<HeedException>(() => ModelFolder.Load(path)).Message);
    }

    [Theory]
    [InlineData("GPT2LMHeadModel", "transformer.h.0.attn.bias", "transformer.h.1.attn.masked_bias", "lm_head.weight", "h.1.attn.bias")]
    [InlineData("BertForMaskedLM", "bert.embeddings.position_ids", "cls.predictions.decoder.weight", "cls.predictions.decoder.bias", "cls.seq_relationship.weight", "bert.pooler.dense.bias")]
    [InlineData("BertModel", "embeddings.position_ids", "cls.seq_relationship.bias")]
    public void Load_TensorsNobodyNeeds_AreLeftOut(string architecture, params string[] surplus)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Of(architecture));
        using LanguageModel before = ModelFolder.Load(path);
        FolderEdits.EditTensors(path, tensors => tensors.Concat(surplus.Select(name => TensorSource.Floats(name, [2, 1], new float[2]))));
        using LanguageModel after = ModelFolder.Load(path);
        TinyModels.AssertSameWeights(before.Transformer, after.Transformer);
    }

    [Fact]
    public void Load_Twice_LeavesTheFilesFree()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        using LanguageModel first = ModelFolder.Load(path, LoadOptions.ForTraining);
        File.Delete(Path.Combine(path, "model.safetensors"));
        Assert.True(float.IsFinite(first.Transformer.Parameters[0].Span[0]));
    }

    private static void Shard(string path, int shards)
    {
        List<TensorSource> tensors = FolderEdits.Tensors(path);
        File.Delete(Path.Combine(path, "model.safetensors"));
        string Name(int shard) => $"model-{shard + 1:D5}-of-{shards:D5}.safetensors";
        for (int shard = 0; shard < shards; shard++)
            SafetensorsWriter.Write(Path.Combine(path, Name(shard)), tensors.Where((_, i) => i * shards / tensors.Count == shard));
        File.WriteAllText(Path.Combine(path, "model.safetensors.index.json"), JsonSerializer.Serialize(new
        {
            metadata = new { total_size = 1 },
            weight_map = tensors.Select((t, i) => (t.Name, Shard: Name(i * shards / tensors.Count))).ToDictionary(x => x.Name, x => x.Shard),
        }));
    }

    private static void AssertSameModel(string expected, string actual)
    {
        using LanguageModel a = ModelFolder.Load(expected), b = ModelFolder.Load(actual);
        TinyModels.AssertSameWeights(a.Transformer, b.Transformer);
    }
}
