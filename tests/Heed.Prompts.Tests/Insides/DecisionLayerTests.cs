using Heed.Lens.Sites;
using Heed.Models;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Insides;

public sealed class DecisionLayerTests
{
    [Fact]
    public void Layers_AreReadThroughTheFinalNormAndTheUnembedding_AsInDouble()
    {
        var row = new InsideRow(Sentences.Trophy);
        LanguageModel model = row.Language;
        Transformer transformer = model.Transformer;
        int width = transformer.Blueprint.Width, vocabulary = transformer.Blueprint.VocabularySize;
        (int[] ids, int[] answer) = PlainAnswer.Tokens(model, row.Prompt, "trophy");
        using var run = Recording.Of(transformer, new TokenBatch(ids), ["*.resid_post"]);
        float[] gain = transformer.Parameter("final_norm.weight").ToArray(), shift = transformer.Parameter("final_norm.bias").ToArray();
        float[] table = transformer.Parameter("embed.weight").ToArray();
        AssertionResult result = row.Judge("{'type':'decision-layer','value':'trophy'}");
        int first = 4;
        for (int layer = 3; layer >= 0; layer--)
        {
            double[] x = [.. run[$"blocks.{layer}.resid_post"].Span.Slice((ids.Length - 1) * width, width).ToArray().Select(value => (double)value)];
            double mean = x.Average(), scale = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + transformer.Blueprint.NormEpsilon);
            double[] normed = [.. x.Select((value, i) => (value - mean) / scale * gain[i] + shift[i])];
            double[] logits = [.. Enumerable.Range(0, vocabulary).Select(token => normed.Select((value, i) => value * table[token * width + i]).Sum())];
            double log = logits[answer[0]] - logits.Max() - Math.Log(logits.Sum(logit => Math.Exp(logit - logits.Max())));
            // One rounding of each of the products and sums of a logit, in float.
            double tolerance = 2 * width * (MathF.BitIncrement((float)logits.Max(Math.Abs)) - (float)logits.Max(Math.Abs));
            Assert.Equal(log, row.Number(result, "layers", $"{layer}", "0", "logProbability"), tolerance);
            Assert.Equal(logits.Count(logit => logit > logits[answer[0]]), row.Number(result, "layers", $"{layer}", "0", "rank"));
            if (first == layer + 1 && logits.Max() == logits[answer[0]]) first = layer;
        }
        Assert.Equal(first, row.Number(result, "layer"));
        Assert.Equal((4 - first) / 4.0, result.Score);
    }

    [Fact]
    public void Threshold_IsTheLastLayerThatMayDecide()
    {
        var row = new InsideRow(Sentences.Trophy);
        int layer = (int)row.Number(row.Judge("{'type':'decision-layer','value':'trophy'}"), "layer");
        Assert.Equal(Verdict.Pass, row.Judge($"{{'type':'decision-layer','value':'trophy','threshold':{layer}}}").Verdict);
        Assert.Equal(Verdict.Fail, row.Judge($"{{'type':'decision-layer','value':'trophy','threshold':{layer - 1}}}").Verdict);
    }

    [Fact]
    public void Layer_OfAWrongAnswer_IsMinusOne_AndFails()
    {
        var row = new InsideRow(Sentences.Trophy);
        AssertionResult result = row.Judge("{'type':'decision-layer','value':'suitcase'}");
        Assert.Equal((Verdict.Fail, 0.0, -1.0), (result.Verdict, result.Score, row.Number(result, "layer")));
        Assert.Contains("trophy does", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Layer_OfAnAnswerOfSeveralTokens_IsThatOfTheLastToLead()
    {
        var row = new InsideRow("The sewing machine would not fit in the suitcase because it was too big. What was too big? The");
        AssertionResult result = row.Judge("{'type':'decision-layer','value':'sewing machine'}");
        int layer = (int)row.Number(result, "layer");
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal(2, result.Details.GetProperty("layers")[0].GetArrayLength());
        Assert.Contains(result.Details.GetProperty("layers")[Math.Max(0, layer - 1)].EnumerateArray(), reading => layer == 0 || reading.GetProperty("rank").GetInt32() > 0);
    }

    [Fact]
    public void Layer_OfAMaskedModel_IsReadThroughItsHead()
    {
        var row = new InsideRow(Sentences.Masked, "tiny-encoder");
        AssertionResult result = row.Judge("{'type':'decision-layer','value':'trophy'}");
        double last = row.Number(result, "layers", "3", "0", "logProbability"), whole = row.Number(result, "logProbability");
        Assert.Equal(whole, last, 1e-5);
        Assert.Equal(Verdict.Pass, result.Verdict);
    }
}
