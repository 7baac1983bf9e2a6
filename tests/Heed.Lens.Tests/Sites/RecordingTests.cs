using Heed.Autograd;
using Heed.Lens.Sites;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests.Sites;

/// <summary>What is recorded, and what a budget refuses.</summary>
public class RecordingTests
{
    [Theory]
    [InlineData("llama")]
    [InlineData("gemma2")] // soft cap, window
    [InlineData("bert-mlm")]
    [InlineData("t5")] // bias
    public void Of_ScoresAndPattern_AreTheSoftmaxOfEachOther(string name)
    {
        using LanguageModel model = TinyConfigs.Model(name);
        using var run = Recording.Of(model.Transformer, Texts.Batch(model.Transformer.Blueprint), ["*.scores", "*.pattern"]);
        foreach (string site in run.Sites.Where(site => site.EndsWith(".scores", StringComparison.Ordinal)))
        {
            Tensor scores = run[site], pattern = run[site[..^"scores".Length] + "pattern"];
            for (int row = 0; row < scores.Rows; row++)
            {
                double[] exponentials = [.. Enumerable.Range(0, scores.Columns).Select(c => Math.Exp(scores.Span[row * scores.Columns + c]))];
                for (int c = 0; c < scores.Columns; c++) Assert.Equal(exponentials[c] / exponentials.Sum(), pattern.Span[row * scores.Columns + c], 2e-6);
            }
        }
    }

    [Fact]
    public void Of_ABudgetTooSmall_SaysWhatIsNeededAndComputesNothing()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        TokenBatch batch = Texts.Batch(model.Transformer.Blueprint);
        long needed = Recording.Bytes(SiteList.Matching(model.Transformer.Blueprint, ["blocks.*.attn.z"]), batch);
        Assert.Equal(2 * 20 * 24 * 4, needed);
        string message = Assert.Throws<HeedException>(() => Recording.Of(model.Transformer, batch, ["blocks.*.attn.z"], needed - 1)).Message;
        Assert.Contains($"{needed:N0} bytes", message);
        using var run = Recording.Of(model.Transformer, batch, ["blocks.*.attn.z"], needed);
        Assert.Equal(2, run.Sites.Count);
    }

    [Fact]
    public void Item_WasNotRecorded_SaysWhatWas()
    {
        using LanguageModel model = TinyConfigs.Model("llama");
        using var run = Recording.Of(model.Transformer, Texts.Batch(model.Transformer.Blueprint), ["embed"]);
        Assert.Contains("Recorded: embed", Assert.Throws<HeedException>(() => run["logits"]).Message);
    }
}
