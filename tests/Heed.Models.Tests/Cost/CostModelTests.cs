using System.Numerics;
using Heed.Autograd;
using Heed.Cache;
using Heed.Models.Cost;
using Heed.Models.Tests.Families;

namespace Heed.Models.Tests.Cost;

/// <summary>Operations and bytes are those of plain loops and of the real weights and caches.</summary>
public class CostModelTests
{
    private static readonly int[] s_lengths = [1, 2, 3, 4, 5, 7, 12, 21];

    /// <summary>Every kind of model there is a tiny configuration of.</summary>
    public static TheoryData<string> All => TinyConfigs.All;

    [Theory]
    [MemberData(nameof(All))]
    public void At_EveryFamily_CountsWhatPlainLoopsCount(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Blueprint blueprint = model.Transformer.Blueprint;
        foreach (CostVariant variant in Variants(blueprint))
        {
            var cost = new CostModel(blueprint, variant);
            foreach (int length in s_lengths)
                foreach (int batch in (int[])[1, 3])
                {
                    CostPoint at = cost.At(length, batch);
                    Assert.Equal(Count(PlainCost.Text(cost.Blueprint, length, batch)), at.Prefill);
                    Assert.Equal(cost.Decodes, at.Token is not null);
                    if (at.Token is { } token) Assert.Equal(Times(Count(PlainCost.Token(cost.Blueprint, length)), batch), token);
                    Assert.Equal((UInt128)(4L * batch * blueprint.Heads * length * length), at.ScoreBytes);
                    Assert.Equal(length > blueprint.MaxPositions, at.IsBeyondWindow);
                }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Parameters_EveryFamily_AreTheRealWeights(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        CostSubject subject = CostSubject.Of(model);
        var cost = new CostModel(subject.Blueprint, storedBytes: subject.StoredBytes);
        Assert.Equal(model.Transformer.ParameterCount, cost.Parameters);
        Assert.Equal((UInt128)model.Transformer.ParameterCount * 4, cost.Float32Bytes);
        Assert.Equal(cost.Float32Bytes, cost.WeightBytes); // made in float32
    }

    [Theory]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-encoder")]
    [InlineData("tiny-long")]
    public void StoredBytes_BuiltInModels_AreHalfTheFloats(string name)
    {
        CostSubject subject = CostSubject.Read(new ModelLocation(Repository.Model(name)));
        var cost = new CostModel(subject.Blueprint, storedBytes: subject.StoredBytes);
        Assert.Equal(2 * cost.Parameters, cost.StoredBytes); // float16
        using LanguageModel model = ModelFolder.Load(Repository.Model(name));
        Assert.Equal(model.Transformer.ParameterCount, cost.Parameters);
    }

    [Fact]
    public void Parameters_GoldenModels_AreTheRealWeights()
    {
        string[] folders = [.. Directory.EnumerateFiles(Goldens.Path("models"), "config.json", SearchOption.AllDirectories).Select(file
            => Path.GetDirectoryName(file)!)];
        int read = 0;
        foreach (string folder in folders)
        {
            if (!Directory.EnumerateFiles(folder, "*.safetensors").Any()) continue;
            using LanguageModel model = ModelFolder.Load(folder);
            CostSubject subject = CostSubject.Read(new ModelLocation(folder));
            Assert.Equal(model.Transformer.ParameterCount, new CostModel(subject.Blueprint).Parameters);
            read++;
        }
        Assert.True(read > 0, "there are reference models");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CacheBytes_EveryDecoder_AreThoseOfTheRealCaches(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        Blueprint b = model.Transformer.Blueprint;
        if (b.Direction != Direction.Causal) return;
        foreach ((CachePrecision precision, ElementType element) in ((CachePrecision, ElementType)[])[(CachePrecision.Float32, ElementType.Float32),
            (CachePrecision.Float16, ElementType.Float16)])
        {
            using var cache = new KeyValueCache(b, 2, 13, element);
            long source = b.HasEncoder ? 2L * 13 * b.Layers * 2 * b.KeyValueHeads * b.HeadSize * sizeof(float) : 0;
            Assert.Equal((UInt128)(cache.Bytes + source), new CostModel(b, new CostVariant { Cache = precision }).At(13, 2).CacheBytes);
        }
        using var bytes = new Int8Cache(new CacheShape(2, b.KeyValueHeads, b.HeadSize), 13);
        if (!b.HasEncoder) Assert.Equal((UInt128)(bytes.Bytes * b.Layers),
            new CostModel(b, new CostVariant { Cache = CachePrecision.Int8 }).At(13, 2).CacheBytes);
        long rolling = 0;
        for (int layer = 0; layer < b.Layers; layer++)
        {
            using var kept = new RollingCache(new CacheShape(2, b.KeyValueHeads, b.HeadSize), 0, Math.Min(13, b.AttentionOf(layer).Window ?? 13));
            rolling += kept.Bytes;
        }
        if (!b.HasEncoder) Assert.Equal((UInt128)rolling, new CostModel(b).At(13, 2).RollingCacheBytes);
    }

    [Fact]
    public void CacheBytes_BehindAnEncoder_AreThoseAfterAPass()
    {
        using LanguageModel model = TinyConfigs.Model("t5");
        using var cache = new KeyValueCache(model.Transformer.Blueprint, 1, 5);
        using var tape = new Tape(recording: false);
        model.Transformer.Hidden(tape, new TokenBatch([0, 3, 4, 5, 6]) { Source = new TokenBatch([7, 8, 9, 10, 1]) }, cache);
        Assert.Equal((UInt128)cache.Bytes, new CostModel(model.Transformer.Blueprint).At(5).CacheBytes);
    }

    [Theory]
    [InlineData(10L << 20, 1)]
    [InlineData(CostModel.LongestContext, CostModel.LargestBatch)]
    public void At_VeryLongContext_IsExact(long context, int batch)
    {
        Blueprint blueprint = Large();
        CostPoint at = new CostModel(blueprint).At(context, batch);
        BigInteger t = context, pairs = t * (t + 1) / 2;
        Assert.Equal((UInt128)(batch * pairs * 126 * 4 * 128 * 128), at.Prefill.Attention);
        Assert.Equal((UInt128)(batch * t * t * 128 * 4), at.ScoreBytes);
        Assert.Equal((UInt128)(batch * t * 126 * 8 * 128 * 2 * 4), at.CacheBytes);
    }

    [Fact]
    public void At_OutOfRange_IsRefused()
    {
        var cost = new CostModel(Large());
        Assert.Contains("expected 1 …", Assert.Throws<HeedException>(() => cost.At(0)).Message);
        Assert.Contains("expected 1 …", Assert.Throws<HeedException>(() => cost.At(CostModel.LongestContext + 1)).Message);
        Assert.Contains("batch: expected", Assert.Throws<HeedException>(() => cost.At(1, 0)).Message);
    }

    /// <summary>405 thousand million parameters, as Llama 3.1 has them.</summary>
    internal static Blueprint Large() => new()
    {
        VocabularySize = 128256, Width = 16384, Layers = 126, Heads = 128, KeyValueHeads = 8, HeadSize = 128, HiddenWidth = 53248, MaxPositions = 131072,
        Direction = Direction.Causal, Norm = NormKind.RootMeanSquare, NormPlace = NormPlace.Before, NormEpsilon = 1e-5f, Activation = Activation.Silu,
        FeedForward = FeedForwardKind.Gated, Head = ModelHead.Language, TiedHead = false, Biases = MapBiases.None,
    };

    private static IEnumerable<CostVariant> Variants(Blueprint blueprint)
    {
        yield return CostVariant.AsIs;
        yield return new CostVariant { KeyValueHeads = 1 };
        if (blueprint.Direction != Direction.Causal) yield break;
        yield return new CostVariant { Window = 3 };
        yield return new CostVariant { Window = 0, Cache = CachePrecision.Int8 };
    }

    private static OperationCount Count((long Maps, long Attention, long Head) count)
        => new((UInt128)count.Maps, (UInt128)count.Attention, (UInt128)count.Head);

    private static OperationCount Times(OperationCount count, int n) => new(count.Maps * (UInt128)n, count.Attention * (UInt128)n, count.Head * (UInt128)n);
}
