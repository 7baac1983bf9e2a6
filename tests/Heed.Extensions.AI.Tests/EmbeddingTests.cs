using Heed.Models;
using Heed.Models.Tasks;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI.Tests;

public class EmbeddingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_ManyTexts_KeepsTheirOrderAndCountsTokens()
    {
        using HeedEmbeddingGenerator generator = Generator();
        string[] texts = [.. Enumerable.Range(0, 70).Select(i => string.Concat(Enumerable.Repeat("the cat ", i * 3 % 7 + 1)) + i)];
        GeneratedEmbeddings<Embedding<float>> all = await generator.GenerateAsync(texts, cancellationToken: Stop);
        var embedder = generator.GetService<SentenceEmbedder>()!;
        Assert.Equal(texts.Length, all.Count);
        long tokens = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            float[] alone = embedder.Embed([texts[i]])[0];
            Assert.True(SentenceEmbedder.Cosine(alone, all[i].Vector.Span) > 0.99999, $"text {i}");
            Assert.Equal(24, all[i].Dimensions);
            tokens += embedder.Model.RequireTokenizer().Encode(texts[i]).Ids.Length;
        }
        Assert.Equal(tokens, all.Usage!.InputTokenCount);
        Assert.Equal("encoder", all[0].ModelId);
    }

    [Fact]
    public async Task Generate_NoTexts_GivesNone()
    {
        using HeedEmbeddingGenerator generator = Generator();
        Assert.Empty(await generator.GenerateAsync([], cancellationToken: Stop));
    }

    [Fact]
    public async Task Generate_SeveralCallsAtOnce_AreEachAsAlone()
    {
        using HeedEmbeddingGenerator generator = Generator();
        string[] texts = [.. Enumerable.Range(0, 8).Select(i => $"the cat sang to {i} dogs")];
        float[][] alone = generator.GetService<SentenceEmbedder>()!.Embed(texts);
        Embedding<float>[][] calls = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await generator.GenerateAsync(texts,
            cancellationToken: Stop)).ToArray()));
        foreach (Embedding<float>[] call in calls)
            for (int i = 0; i < texts.Length; i++) Assert.Equal(alone[i], call[i].Vector.ToArray());
    }

    [Fact]
    public async Task Generate_OptionsNotHonoured_AreRefusedByName()
    {
        using HeedEmbeddingGenerator generator = Generator();
        foreach ((string name, EmbeddingGenerationOptions options) in ((string, EmbeddingGenerationOptions)[])[
            ("Dimensions", new() { Dimensions = 8 }), ("ModelId", new() { ModelId = "other" }),
            ("RawRepresentationFactory", new() { RawRepresentationFactory = _ => null }),
            ("AdditionalProperties[\"task\"]", new() { AdditionalProperties = new() { ["task"] = "query" } })])
            Assert.StartsWith(name + ":", (await Assert.ThrowsAsync<HeedException>(() => generator.GenerateAsync(["a"], options,
                Stop))).Message);
        Assert.Single(await generator.GenerateAsync(["the cat"], new() { Dimensions = 24, ModelId = "encoder" }, Stop));
    }

    [Fact]
    public async Task Generate_BadTexts_AreRefused()
    {
        using HeedEmbeddingGenerator generator = Generator();
        string tooLong = string.Concat(Enumerable.Repeat("zq ", 60));
        await Assert.ThrowsAsync<ArgumentNullException>(() => generator.GenerateAsync(null!, cancellationToken: Stop));
        await Assert.ThrowsAsync<HeedException>(() => generator.GenerateAsync(["a", " "], cancellationToken: Stop));
        await Assert.ThrowsAsync<HeedException>(() => generator.GenerateAsync([null!], cancellationToken: Stop));
        await Assert.ThrowsAsync<HeedException>(() => generator.GenerateAsync([tooLong], cancellationToken: Stop));
        using HeedEmbeddingGenerator cutting = Generator(new EmbeddingSettings { Truncate = true, OwnsModel = true });
        Assert.Equal(TinyModels.Window, (await cutting.GenerateAsync([tooLong], cancellationToken: Stop)).Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Generate_CancelledOrDisposed_Throws()
    {
        HeedEmbeddingGenerator generator = Generator();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(["a"],
            cancellationToken: new CancellationToken(true)));
        generator.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => generator.GenerateAsync(["a"], cancellationToken: Stop));
    }

    [Fact]
    public async Task Load_BuiltInEncoder_FindsTheNearestSentence()
    {
        using HeedEmbeddingGenerator generator = await HeedEmbeddingGenerator.LoadAsync(Repository.Model("tiny-encoder"),
            cancellationToken: Stop);
        Assert.Equal("tiny-encoder", generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Equal(128, generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelDimensions);
        var vectors = await generator.GenerateAsync(["The cat sees the dog.", "The cat sees the dog.", "The bag did not fit."],
            cancellationToken: Stop);
        Assert.Equal(vectors[0].Vector.ToArray(), vectors[1].Vector.ToArray());
        await Assert.ThrowsAsync<HeedException>(() => HeedEmbeddingGenerator.LoadAsync("no-such", cancellationToken: Stop));
    }

    private static HeedEmbeddingGenerator Generator(EmbeddingSettings? settings = null)
        => new(new SentenceEmbedder(TinyModels.Encoder(), new EmbeddingPlan()), settings ?? new EmbeddingSettings { OwnsModel = true });
}
