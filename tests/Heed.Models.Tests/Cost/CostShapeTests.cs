using Heed.Models.Cost;
using Heed.Numerics;

namespace Heed.Models.Tests.Cost;

/// <summary>Shapes have the weights of the models they are of, and configurations as text are those of files.</summary>
public class CostShapeTests
{
    [Theory]
    [InlineData("gpt2", 124_439_808)]
    [InlineData("gpt2-xl", 1_557_611_200)]
    [InlineData("llama-2-7b", 6_738_415_616)]
    [InlineData("mistral-7b", 7_241_732_096)]
    [InlineData("llama-3-8b", 8_030_261_248)]
    [InlineData("llama-3-70b", 70_553_706_496)]
    [InlineData("llama-3.1-405b", 405_853_388_800)]
    public void Blueprint_PublishedShape_HasThePublishedWeights(string id, long parameters)
    {
        KnownShape known = Assert.Single(KnownShapes.All, one => one.Id == id);
        Assert.Equal(parameters, new CostModel(known.Shape.Blueprint()).Parameters);
    }

    [Fact]
    public void ParseConfig_ShapesOwnConfiguration_CountsTheSame()
    {
        const string Text = """
            {"architectures":["MistralForCausalLM"],"model_type":"mistral","hidden_size":4096,"num_hidden_layers":32,"num_attention_heads":32,
             "num_key_value_heads":8,"intermediate_size":14336,"vocab_size":32000,"max_position_embeddings":8192,"sliding_window":4096,
             "tie_word_embeddings":false}
            """;
        var parsed = new CostModel(CostSubject.ParseConfig(Text).Blueprint);
        var shaped = new CostModel(KnownShapes.All.Single(one => one.Id == "mistral-7b").Shape.Blueprint());
        foreach (long context in (long[])[1, 4096, 4097, 1 << 20]) Assert.Equal(shaped.At(context), parsed.At(context));
        Assert.Equal(shaped.Parameters, parsed.Parameters);
    }

    [Theory]
    [InlineData("", "config: expected JSON")]
    [InlineData("[1]", "config: expected a JSON object")]
    [InlineData("""{"architectures":["LlamaForCausalLM"],"num_hidden_layers":4097}""", "\"num_hidden_layers\": expected at most 4096; got 4097")]
    [InlineData("""{"architectures":["LlamaForCausalLM"],"hidden_size":1e300}""", "expected at most")]
    [InlineData("""{"architectures":["NoModel"]}""", "\"NoModel\" is not supported")]
    public void ParseConfig_SomethingElse_IsRefused(string text, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => CostSubject.ParseConfig(text)).Message);

    [Fact]
    public void Blueprint_MeasureOutOfRange_IsRefused()
    {
        CostShape shape = KnownShapes.All[0].Shape;
        Refused("layers: expected 1", shape with { Layers = 0 });
        Refused("layers: expected 1", shape with { Layers = CostLimits.Layers + 1 });
        Refused("width: expected 1", shape with { Width = CostLimits.Width + 1 });
        Refused("heads: expected 1", shape with { Heads = 0 });
        Refused("heads times head size: expected 1", shape with { HeadSize = CostLimits.Width });
        Refused("divisor of the 12 query heads; got 0", shape with { KeyValueHeads = 0 });
        Refused("divisor of the 12 query heads; got 5", shape with { KeyValueHeads = 5 });
        Refused("vocabulary: expected 1", shape with { Vocabulary = -1 });
        Refused("window: expected 1", shape with { Window = 0 });

        static void Refused(string message, CostShape shape) => Assert.Contains(message, Assert.Throws<HeedException>(() => shape.Blueprint()).Message);
    }

    [Fact]
    public void At_LargestShape_StaysWithin128Bits()
    {
        var shape = new CostShape
        {
            Layers = CostLimits.Layers, Width = CostLimits.Width, Heads = CostLimits.Width / 128, KeyValueHeads = 1, HeadSize = 128, HiddenWidth = CostLimits.Width,
            Vocabulary = CostLimits.Entries, MaxPositions = CostLimits.Entries, IsGated = true,
        };
        var cost = new CostModel(shape.Blueprint());
        UInt128 before = 0;
        for (long context = 1; context <= CostModel.LongestContext; context *= 2)
        {
            UInt128 total = cost.At(context, 4096).Prefill.Total;
            Assert.True(total > before);
            before = total;
        }
    }

    [Theory]
    [InlineData(StoredFormat.Float32, 4.0)]
    [InlineData(StoredFormat.BFloat16, 2.0)]
    [InlineData(StoredFormat.Q8_0, 34.0 / 32)]
    [InlineData(StoredFormat.Q4_0, 18.0 / 32)]
    public void Stored_Format_HasItsBytesANumber(StoredFormat format, double bytes)
    {
        var subject = new CostSubject("a", "", KnownShapes.All[0].Shape.Blueprint(), null);
        Assert.Equal(bytes * 124_439_808, (double)subject.Stored(format).StoredBytes!.Value);
    }

    [Fact]
    public void Doubling_Lengths_EndBeforeTheLast() => Assert.Equal([3L, 6, 12], ContextLength.Doubling(3, 23));

    [Fact]
    public void KeyValueHeadsOf_Heads_AreTheDivisors()
        => Assert.Equal([1, 2, 3, 4, 6, 12], CostVariant.KeyValueHeadsOf(KnownShapes.All[0].Shape.Blueprint()));
}
