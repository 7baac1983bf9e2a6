using Heed.Models.Weights;

namespace Heed.Models.Tests.Weights;

public class SafetensorsFolderTests
{
    [Fact]
    public void Open_GoldenShards_EqualTheSingleFile()
    {
        using var single = SafetensorsFolder.Open(Goldens.Path("models", "llama-gqa"));
        using var sharded = SafetensorsFolder.Open(Goldens.Path("models", "llama-gqa-sharded"));
        Assert.NotEmpty(single.Entries);
        Assert.Equal(single.Entries.Keys.Order(), sharded.Entries.Keys.Order());
        foreach (var (name, entry) in single.Entries)
        {
            Assert.Equal(entry.Shape, sharded.Entries[name].Shape);
            Assert.True(single.Bytes(name).SequenceEqual(sharded.Bytes(name)), name);
        }
    }

    [Theory]
    [InlineData("llama-gqa-bf16", TensorType.BF16)]
    [InlineData("llama-gqa-f16", TensorType.F16)]
    public void Open_GoldenSixteenBits_AreTheRoundedWeights(string folder, TensorType type)
    {
        using var full = SafetensorsFolder.Open(Goldens.Path("models", "llama-gqa"));
        using var narrow = SafetensorsFolder.Open(Goldens.Path("models", folder));
        foreach (var (name, entry) in full.Entries)
        {
            Assert.Equal(type, narrow.Entries[name].Type);
            var values = new float[entry.Count];
            var rounded = new float[entry.Count];
            full.ReadFloats(name, values);
            narrow.ReadFloats(name, rounded);
            Assert.Equal(values.Select(value => Rounded(value, type)), rounded);
        }
    }

    [Fact]
    public void Open_EmptyFolder_NamesBothFiles()
    {
        using var folder = new TemporaryFolder();
        var message = Assert.Throws<HeedException>(() => SafetensorsFolder.Open(folder.File("."))).Message;
        Assert.Contains("model.safetensors.index.json", message);
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"1.safetensors","b":"2.safetensors"}}""", null)]
    [InlineData("""{"weight_map":{"a":"1.safetensors","b":"3.safetensors"}}""", "'3.safetensors' is missing")]
    [InlineData("""{"weight_map":{"a":"1.safetensors","b":"1.safetensors"}}""", "tensor 'b' in '1.safetensors', which does not have it")]
    [InlineData("""{"weight_map":{"a":"2.safetensors","b":"1.safetensors"}}""", "does not have it")]
    [InlineData("""{"weight_map":{"b":"2.safetensors","a":"1.safetensors","c":"1.safetensors"}}""", "tensor 'c'")]
    [InlineData("""{"weight_map":{"a":"../1.safetensors","b":"2.safetensors"}}""", "without a folder")]
    [InlineData("""{"weight_map":{"a":"1.safetensors","a":"2.safetensors"}}""", "twice")]
    [InlineData("""{"weight_map":{"a":1}}""", "tensor 'a'")]
    [InlineData("""{"weight_map":{"a":"\ud800"}}""", "half a character")]
    [InlineData("""{"weight_map":{"\ud800":"1.safetensors"}}""", "half a character")]
    [InlineData("""{"weight\ud800":{}}""", "index.json")]
    [InlineData("""{"weight_map":[]}""", "weight_map")]
    [InlineData("""{}""", "weight_map")]
    [InlineData("""{"weight""", "not JSON")]
    public void Open_Index_IsFollowedOrRefused(string index, string? complaint)
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder.File("1.safetensors"), [TensorSource.Floats("a", [1], new[] { 1f })]);
        SafetensorsWriter.Write(folder.File("2.safetensors"), [TensorSource.Floats("b", [1], new[] { 2f })]);
        File.WriteAllText(folder.File("model.safetensors.index.json"), index);
        if (complaint is not null)
        {
            Assert.Contains(complaint, Assert.Throws<HeedException>(() => SafetensorsFolder.Open(folder.File("."))).Message);
            return;
        }

        using var opened = SafetensorsFolder.Open(folder.File("."));
        var value = new float[1];
        opened.ReadFloats("b", value);
        Assert.Equal(2f, value[0]);
    }

    [Fact]
    public void Open_ShardHasATensorTheIndexLacks_SaysSo()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(
            folder.File("1.safetensors"), [TensorSource.Floats("a", [1], new float[1]), TensorSource.Floats("b", [1], new float[1])]);
        File.WriteAllText(folder.File("model.safetensors.index.json"), """{"weight_map":{"a":"1.safetensors"}}""");
        Assert.Contains("the index does not name", Assert.Throws<HeedException>(() => SafetensorsFolder.Open(folder.File("."))).Message);
    }

    [Fact]
    public void Open_SameTensorInTwoShards_SaysSo()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder.File("1.safetensors"), [TensorSource.Floats("a", [1], new float[1])]);
        SafetensorsWriter.Write(
            folder.File("2.safetensors"), [TensorSource.Floats("a", [1], new float[1]), TensorSource.Floats("b", [1], new float[1])]);
        File.WriteAllText(
            folder.File("model.safetensors.index.json"), """{"weight_map":{"a":"1.safetensors","b":"2.safetensors"}}""");
        Assert.Contains("is in both", Assert.Throws<HeedException>(() => SafetensorsFolder.Open(folder.File("."))).Message);
    }

    private static float Rounded(float value, TensorType type) => type == TensorType.F16
        ? (float)(Half)value
        : FloatWidening.FromBFloat16(FloatNarrowing.ToBFloat16(value));
}
