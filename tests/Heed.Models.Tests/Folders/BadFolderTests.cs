using System.Text.Json.Nodes;
using Heed.Autograd;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Folders;

/// <summary>Folders that cannot be loaded: each message names the place, what was expected and what came; nothing is written.</summary>
public class BadFolderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Load_EmptyPath_SaysWhatIsExpected(string path)
        => Assert.Equal("model: expected the path of a model folder; got an empty text.", Assert.Throws<HeedException>(() => ModelFolder.Load(path)).Message);

    [Fact]
    public void Load_NoFolder_NamesIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("absent");
        Assert.Equal(
            $"model: expected a folder with config.json and model.safetensors; there is no folder '{path}'.", Assert.Throws<HeedException>(() => ModelFolder.Load(path)).Message);
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void Load_EmptyFolder_NamesConfigJson()
    {
        using var folder = new TemporaryFolder();
        string path = Path.GetDirectoryName(folder.File("x"))!;
        Assert.Equal($"model: expected '{Path.Combine(path, "config.json")}'; the folder has no config.json.", Assert.Throws<HeedException>(() => ModelFolder.Load(path)).Message);
    }

    [Theory]
    [InlineData("", "expected JSON")]
    [InlineData("{", "expected JSON")]
    [InlineData("{\"a\": 1,}", "expected JSON")]
    [InlineData("not json", "expected JSON")]
    [InlineData("[1, 2]", "expected a JSON object")]
    [InlineData("null", "expected a JSON object")]
    [InlineData("{}", "expected the field \"architectures\"")]
    [InlineData("{\"architectures\": []}", "expected the field \"architectures\"")]
    [InlineData("{\"architectures\": \"GPT2LMHeadModel\"}", "expected the field \"architectures\"")]
    [InlineData("{\"architectures\": [7]}", "expected the field \"architectures\"")]
    [InlineData("{\"architectures\": [\"\\ud800\"]}", "expected the field \"architectures\"")]
    [InlineData("{\"architectures\": [\"GPT2LMHeadModel\"]}", "expected the field \"n_embd\", a whole number; it is missing")]
    public void Load_BrokenConfig_SaysWhatIsExpected(string config, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        File.WriteAllText(Path.Combine(path, "config.json"), config);
        AssertRefused(path, Path.Combine(path, "config.json") + ": ", message);
    }

    [Fact]
    public void Load_UnsupportedArchitecture_ListsTheSupportedOnes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditConfig(path, config => config["architectures"] = new JsonArray("OPTForCausalLM"));
        HeedException error = AssertRefused(
            path, "architecture \"OPTForCausalLM\" is not supported", "GPT2LMHeadModel", "GPT2Model", "BertModel", "BertForMaskedLM",
                "BertForSequenceClassification");
        Assert.True(error.IsUnsupported);
    }

    [Theory]
    [InlineData("n_embd")]
    [InlineData("n_head")]
    [InlineData("n_layer")]
    [InlineData("n_positions")]
    [InlineData("vocab_size")]
    public void Load_DecoderFieldMissing_IsNamed(string field) => AssertFieldNeeded(TinyModels.Decoder(), field);

    [Theory]
    [InlineData("hidden_size")]
    [InlineData("num_attention_heads")]
    [InlineData("num_hidden_layers")]
    [InlineData("intermediate_size")]
    [InlineData("max_position_embeddings")]
    [InlineData("type_vocab_size")]
    [InlineData("vocab_size")]
    public void Load_EncoderFieldMissing_IsNamed(string field) => AssertFieldNeeded(TinyModels.Encoder(), field);

    [Theory]
    [InlineData("GPT2LMHeadModel", "scale_attn_by_inverse_layer_idx", "true", "Heed supports false; got true")]
    [InlineData("GPT2LMHeadModel", "scale_attn_weights", "false", "Heed supports true; got false")]
    [InlineData("GPT2LMHeadModel", "add_cross_attention", "true", "Heed supports false; got true")]
    [InlineData("GPT2LMHeadModel", "tie_word_embeddings", "false", "Heed supports true; got false")]
    [InlineData("GPT2LMHeadModel", "activation_function", "\"mish\"",
        "gelu, gelu_new, gelu_pytorch_tanh, gelu_fast, gelu_python, relu, tanh, silu, swish; got \"mish\"")]
    [InlineData("GPT2LMHeadModel", "n_head", "5", "Heed supports a divisor of n_embd=24; got 5")]
    [InlineData("BertForMaskedLM", "position_embedding_type", "\"relative_key\"", "Heed supports \"absolute\"; got \"relative_key\"")]
    [InlineData("BertForMaskedLM", "is_decoder", "true", "Heed supports false; got true")]
    [InlineData("BertForMaskedLM", "num_attention_heads", "7", "Heed supports a divisor of hidden_size=24; got 7")]
    public void Load_ValueHeedDoesNotHonour_IsRefused(string architecture, string field, string value, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Of(architecture));
        FolderEdits.EditConfig(path, config => config[field] = JsonNode.Parse(value));
        Assert.True(AssertRefused(path, "config.json: ", $"\"{field}\"", message).IsUnsupported);
    }

    [Theory]
    [InlineData("n_layer", "0", "expected a whole number of at least 1; got 0")]
    [InlineData("n_layer", "-3", "expected a whole number of at least 1; got -3")]
    [InlineData("n_layer", "2.5", "expected a whole number of at least 1; got 2.5")]
    [InlineData("n_layer", "\"2\"", "expected a whole number of at least 1; got \"2\"")]
    [InlineData("n_embd", "99999999999", "got 99999999999")]
    [InlineData("n_inner", "0", "expected a whole number of at least 1; got 0")]
    [InlineData("layer_norm_epsilon", "\"small\"", "expected a number; got \"small\"")]
    [InlineData("scale_attn_weights", "1", "expected true or false; got 1")]
    [InlineData("activation_function", "3", "expected a text; got 3")]
    [InlineData("activation_function", "\"\\ud800\"", "expected a text")]
    public void Load_ValueOfAnotherKind_IsNamed(string field, string value, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        string file = Path.Combine(path, "config.json");
        FolderEdits.EditConfig(path, config => config[field] = "PLACE");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"PLACE\"", value));
        AssertRefused(path, $"\"{field}\": ", message);
    }

    [Theory]
    [InlineData("n_layer", "2000000000")]
    [InlineData("vocab_size", "2000000000")]
    [InlineData("n_positions", "2000000000")]
    [InlineData("n_inner", "2147483647")]
    public void Load_SizesNoFileHas_AreRefusedAtOnce(string field, string value)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditConfig(path, config => config[field] = JsonNode.Parse(value));
        AssertRefused(path, "the tensors do not fit config.json", value);
    }

    [Fact]
    public void Load_NoWeights_NamesBothFiles()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        File.Delete(Path.Combine(path, "model.safetensors"));
        AssertRefused(path, $"{path}: expected model.safetensors or model.safetensors.index.json in the folder; found neither.");
    }

    [Fact]
    public void Load_TensorMissing_IsNamedWithItsShape()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditTensors(path, tensors => tensors.Where(t => t.Name != "transformer.h.1.mlp.c_fc.weight"));
        AssertRefused(path, "the tensors do not fit config.json: missing transformer.h.1.mlp.c_fc.weight[24, 40].");
    }

    [Fact]
    public void Load_TensorNobodyKnows_IsNamed()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditTensors(path, tensors => tensors.Append(TensorSource.Floats("transformer.h.0.attn.extra", [1], new float[1])));
        AssertRefused(path, "not expected: transformer.h.0.attn.extra.");
    }

    [Fact]
    public void Load_WrongShape_IsNamedWithBoth()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditTensors(path, tensors => tensors.Select(t => t.Name == "transformer.wpe.weight" ? TensorSource.Floats(t.Name, [41, 24], new float[41 * 24]) : t));
        AssertRefused(path, "transformer.wpe.weight: expected [40, 24], got [41, 24].");
    }

    [Fact]
    public void Load_ManyProblems_ShowsTheFirstAndCountsTheRest()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditTensors(path, tensors => tensors.Take(3));
        AssertRefused(path, "missing ", "; and ", " more.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(-1)]
    [InlineData(-4000)]
    public void Load_WeightsCutShort_NamesTheFile(int length)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        string file = Path.Combine(path, "model.safetensors");
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, length >= 0 ? bytes[..length] : bytes[..^-length]);
        AssertRefused(path, file + ": ");
    }

    [Fact]
    public void Load_TensorOfIntegers_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditTensors(path, tensors => tensors.Select(t => t.Name == "transformer.ln_f.bias" ? TensorSource.Int64(t.Name, [24], new long[24]) : t));
        AssertRefused(path, "tensor 'transformer.ln_f.bias': expected F64, F32, F16, BF16, F8_E4M3 or F8_E5M2; got I64.");
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{}", "model")]
    [InlineData("{\"model\": {\"type\": \"Char\"}}", "the model 'Char' is not supported")]
    [InlineData("{\"model\": {\"type\": \"Unigram\"}}", "model.vocab: expected an array; got nothing")]
    public void Load_BrokenTokenizer_NamesTheFile(string json, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        File.WriteAllText(Path.Combine(path, "tokenizer.json"), json);
        AssertRefused(path, Path.Combine(path, "tokenizer.json") + ": ", message);
    }

    [Fact]
    public void Load_TokenizerLargerThanTheModel_SaysBothSizes()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Decoder();
        string path = folder.Save(TinyModels.Decoder());
        FolderEdits.EditConfig(path, config => config["vocab_size"] = 260);
        AssertRefused(path, "expected at most vocab_size=260 tokens", $"it has {model.Tokenizer!.VocabularySize}.");
    }

    [Fact]
    public void RequireTokenizer_FolderWithoutOne_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        File.Delete(Path.Combine(path, "tokenizer.json"));
        using LanguageModel model = ModelFolder.Load(path);
        Assert.Contains("expected a tokenizer.json beside the weights; there is none", Assert.Throws<HeedException>(() => model.RequireTokenizer()).Message);
    }

    [Theory]
    [InlineData("{\"about\": 3}")]
    [InlineData("{\"accuracy\": [1]}")]
    [InlineData("{\"accuracy\": {\"fits\": \"all\"}}")]
    [InlineData("{\"accuracy\"")]
    [InlineData("3")]
    public void CardRead_BrokenCard_NamesTheFile(string json)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(TinyModels.Decoder());
        File.WriteAllText(Path.Combine(path, "heed.json"), json);
        Assert.StartsWith(Path.Combine(path, "heed.json") + ": expected", Assert.Throws<HeedException>(() => ModelCard.Read(path)).Message);
    }

    [Fact]
    public void Save_PlaceTakenByAFile_SaysNothingWasWritten()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("taken"), "mine");
        using LanguageModel model = TinyModels.Decoder();
        string message = Assert.Throws<HeedException>(() => ModelFolder.Save(folder.File("taken"), model)).Message;
        Assert.StartsWith(folder.File("taken") + ": the folder could not be made", message);
        Assert.EndsWith("Nothing was written.", message);
        Assert.Equal("mine", File.ReadAllText(folder.File("taken")));
    }

    [Fact]
    public void Hidden_TextLongerThanTheWindow_SaysBothLengths()
    {
        using LanguageModel model = TinyModels.Encoder();
        using var tape = new Tape(recording: false);
        string message = Assert.Throws<HeedException>(() => model.Transformer.Hidden(tape, new TokenBatch(new int[TinyModels.Window + 1]))).Message;
        Assert.Equal("text too long: 41 tokens; this model's window is 40. Shorten the text or choose a model with a longer window.", message);
    }

    [Fact]
    public void Hidden_TokenOutsideTheVocabulary_IsNamed()
    {
        using LanguageModel model = TinyModels.Encoder();
        using var tape = new Tape(recording: false);
        Assert.Equal("token 300: expected ids 0 … 299.", Assert.Throws<HeedException>(() => model.Transformer.Hidden(tape, new TokenBatch([1, 300]))).Message);
        Assert.Contains("at least one token", Assert.Throws<HeedException>(() => model.Transformer.Hidden(tape, new TokenBatch([]))).Message);
    }

    private static void AssertFieldNeeded(LanguageModel model, string field)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Save(model);
        FolderEdits.EditConfig(path, config => config.Remove(field));
        AssertRefused(path, $"{Path.Combine(path, "config.json")}: expected the field \"{field}\", a whole number; it is missing.");
    }

    private static HeedException AssertRefused(string path, params string[] parts)
    {
        string[] before = FolderEdits.Listing(path);
        HeedException error = Assert.Throws<HeedException>(() => ModelFolder.Load(path));
        foreach (string part in parts) Assert.Contains(part, error.Message);
        Assert.Equal(before, FolderEdits.Listing(path));
        return error;
    }
}
