using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Models.Tests.Families;

namespace Heed.Lens.Tests;

/// <summary>Small models with a text and a metric, without a tokenizer.</summary>
internal static class Texts
{
    /// <summary>Names of <see cref="TinyConfigs"/> that answer with tokens.</summary>
    public static TheoryData<string> Answering
        => ["gpt2", "neox-parallel", "llama", "mistral", "qwen3", "gemma2", "phi3", "olmo2", "bert-mlm", "albert-mlm", "t5", "t5-gated"];

    /// <summary>Tokens of a text, and behind an encoder of its source.</summary>
    public static TokenBatch Batch(Blueprint blueprint, int length = 20, int seed = 1)
    {
        var random = new Random(seed);
        int[] ids = Ids(length);
        return blueprint.HasEncoder ? new TokenBatch(Ids(7)) { Source = new TokenBatch(ids) } : new TokenBatch(ids);

        int[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(3, blueprint.VocabularySize))];
    }

    /// <summary>The difference of two logits at the last token, or log-probabilities at two of them.</summary>
    public static QuestionRun Run(Blueprint blueprint, int length = 20, bool logProbabilities = false, int seed = 1)
    {
        TokenBatch batch = Batch(blueprint, length, seed);
        int last = batch.Length - 1;
        Metric metric = logProbabilities ? new Metric("log p", [last - 2, last], [new(0, 5, 1), new(1, 9, 1)], true) : new Metric("difference", [last], [new(0, 5, 1), new(0, 9, -1)], false);
        return new QuestionRun(batch, metric);
    }
}
