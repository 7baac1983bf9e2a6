using System.Text.Json.Nodes;
using Heed.Models.Tests.Folders;

namespace Heed.Models.Tests.Families;

/// <summary>Configurations that ask for something Heed lacks, or contradict themselves: refused by the field's name.</summary>
public class BadConfigTests
{
    [Theory]
    [InlineData("llama", "quantization_config", """{ "quant_method": "awq", "bits": 4 }""", "Heed does not know this field, and it may change what the model computes")]
    [InlineData("llama", "num_experts", "8", "Heed does not know this field")]
    [InlineData("bert", "pruned_heads", """{ "0": [1] }""", "Heed does not know this field")]
    [InlineData("llama", "hidden_act", "\"mish\"", "Heed supports gelu")]
    [InlineData("llama", "num_key_value_heads", "3", "Heed supports a divisor of num_attention_heads=4; got 3")]
    [InlineData("mistral", "hidden_size", "26", "Heed supports a divisor of hidden_size=26")]
    [InlineData("qwen3", "head_dim", "7", "an even number")]
    [InlineData("gemma2", "layer_types", """["full_attention", "linear_attention", "full_attention"]""", "Heed supports \"full_attention\" and \"sliding_attention\"")]
    [InlineData("qwen2", "layer_types", """["full_attention", "chunked_attention"]""", "Heed supports")]
    [InlineData("gemma3", "use_bidirectional_attention", "true", "Heed supports false; got true")]
    [InlineData("phi3", "attention_bias", "true", "Heed supports false; got true")]
    [InlineData("albert-mlm", "inner_group_num", "2", "Heed supports 1; got 2")]
    [InlineData("albert-mlm", "num_hidden_groups", "4", "at most num_hidden_layers=3")]
    [InlineData("roberta-mlm", "position_embedding_type", "\"relative_key\"", "Heed supports \"absolute\"")]
    [InlineData("t5", "feed_forward_proj", "\"gated-mish\"", "Heed supports gelu")]
    [InlineData("t5", "is_gated_act", "true", "what feed_forward_proj=\"silu\" says")]
    [InlineData("t5", "dense_act_fn", "\"relu\"", "\"silu\", as feed_forward_proj says")]
    [InlineData("t5", "relative_attention_num_buckets", "7", "an even number")]
    [InlineData("bert-cls", "problem_type", "\"ranking\"", "Heed supports single_label_classification")]
    public void Load_UnsupportedValue_IsNamed(string name, string field, string value, string message)
    {
        HeedException error = Assert.Throws<HeedException>(() => Read(name, config => config[field] = JsonNode.Parse(value)));
        Assert.True(error.IsUnsupported, error.Message);
        Assert.Contains("config.json: \"", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("""{ "rope_type": "spiral", "factor": 2 }""", "rope_scaling.rope_type\": Heed supports default, linear, dynamic, llama3, yarn, longrope, su; got \"spiral\"")]
    [InlineData("""{ "rope_type": "linear" }""", "expected the field \"rope_scaling.factor\", a number; it is missing")]
    [InlineData("""{ "rope_type": "linear", "factor": "two" }""", "\"rope_scaling.factor\": expected a number; got \"two\"")]
    [InlineData("""{ "rope_type": "linear", "factor": 0 }""", "factor")]
    [InlineData("""{ "rope_type": "linear", "factor": 2, "alpha": 3 }""", "\"rope_scaling.alpha\": Heed does not know this field")]
    [InlineData("""{ "rope_type": "llama3", "factor": 8, "low_freq_factor": 4, "high_freq_factor": 1 }""", "highFrequencyFactor")]
    [InlineData("""{ "rope_type": "longrope", "short_factor": [1, 1, 1], "long_factor": [1, 1] }""", "longFactors")]
    [InlineData("""{ "rope_type": "longrope", "short_factor": 3, "long_factor": [1, 1] }""", "\"rope_scaling.short_factor\", a list of numbers")]
    [InlineData("[2]", "\"rope_scaling\": expected an object")]
    public void Load_RopeScaling_IsCheckedToTheLastField(string scaling, string message)
    {
        HeedException error = Assert.Throws<HeedException>(()
            => Read("olmo2", config => config["rope_scaling"] = JsonNode.Parse(scaling), make: true));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Load_LayerTypesOfAnotherLength_SaysBoth()
    {
        HeedException error = Assert.Throws<HeedException>(()
            => Read("gemma2", config => config["layer_types"] = new JsonArray("full_attention")));
        Assert.Contains("\"layer_types\": expected 3 names, one a layer; got 1.", error.Message);
    }

    [Fact]
    public void Load_HarmlessOrSwitchedOffFields_AreRead() => Read("llama", config =>
    {
        config["_name_or_path"] = "somewhere";
        config["torch_dtype"] = "bfloat16";
        config["pretraining_tp"] = 1;
        config["attention_dropout"] = 0.1;
        config["some_feature"] = false;
        config["another_feature"] = null;
        config["no_layers_of_this_kind"] = new JsonArray();
    });

    [Fact]
    public void Load_RopeParameters_EqualTheOlderFields()
    {
        Blueprint older = Read("gemma3", _ => { });
        Blueprint newer = Read("gemma3", config =>
        {
            foreach (string field in (string[])["rope_theta", "rope_local_base_freq", "rope_scaling"]) config.Remove(field);
            config["rope_parameters"] = JsonNode.Parse("""
                { "full_attention": { "rope_type": "linear", "factor": 8, "rope_theta": 1000000 }, "sliding_attention": { "rope_type": "default", "rope_theta": 5000 } }
                """);
        });
        Assert.Equal(older, newer);
    }

    [Fact]
    public void Hidden_TextLongerThanTheWindow_IsRefusedAndPaddingDoesNotCount()
    {
        using LanguageModel model = TinyConfigs.Model("gpt2");
        using var tape = new Autograd.Tape(recording: false);
        Assert.Contains("text too long: 65 tokens; this model's window is 64.",
            Assert.Throws<HeedException>(() => model.Transformer.Hidden(tape, new TokenBatch(new int[65]))).Message);
        Blueprint linear = Read("llama", config => config["rope_scaling"] = JsonNode.Parse("""{ "type": "linear", "factor": 4 }"""));
        Assert.Equal(256, linear.MaxPositions); // what a scaling adds counts
    }

    [Fact]
    public void Hidden_SourceMissingOrTooMuch_IsRefused()
    {
        using LanguageModel t5 = TinyConfigs.Model("t5"), gpt2 = TinyConfigs.Model("gpt2");
        using var tape = new Autograd.Tape(recording: false);
        Assert.Contains("expected tokens of a source", Assert.Throws<HeedException>(() => t5.Transformer.Hidden(tape, new TokenBatch([1])))
            .Message);
        Assert.Contains("no encoder that could read one",
            Assert.Throws<HeedException>(() => gpt2.Transformer.Hidden(tape, new TokenBatch([1]) { Source = new TokenBatch([1]) }))
            .Message);
        Assert.Contains("expected 1 rows", Assert.Throws<HeedException>(()
            => t5.Transformer.Hidden(tape, new TokenBatch([1]) { Source = new TokenBatch([1, 2], 2) })).Message);
        Assert.Contains("expected an encoder–decoder",
            Assert.Throws<HeedException>(() => gpt2.Transformer.Encode(tape, new TokenBatch([1]))).Message);
    }

    private static Blueprint Read(string name, Action<JsonObject> edit, bool make = false)
    {
        using var folder = new TemporaryFolder();
        string path = Path.GetDirectoryName(folder.File("x"))!;
        File.WriteAllText(Path.Combine(path, "config.json"), TinyConfigs.Json(name));
        FolderEdits.EditConfig(path, edit);
        Blueprint blueprint = ModelFolder.ReadConfig(path).Blueprint;
        if (make) Transformer.Create(blueprint, 1).Dispose();
        return blueprint;
    }
}
