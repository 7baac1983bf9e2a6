using Heed.Lens.Planted;
using Heed.Models;

namespace Heed.Lens.Roles;

/// <summary>Samples to watch heads on.</summary>
public static class HeadSamples
{
    /// <summary>
    /// For a model with its tokenizer: random tokens twice; text, the given one or long sentences of tiny English; sentences with a word to be found;
    /// and prompts with their decode steps. Without a
    /// tokenizer random tokens stand in for text, and there are no sentences.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text that takes the place of the generated one; null for none.</param>
    /// <param name="seed">What is drawn depends on it alone.</param>
    public static IReadOnlyList<HeadSample> Of(LanguageModel model, ReadText? text = null, ulong seed = 1)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        TokenFrame frame = TokenFrame.Of(blueprint, model.Tokenizer);
        List<HeadSample> samples = [.. RandomSamples.Repeated(blueprint, frame, seed)];
        if (text is not null) samples.Add(Given(blueprint, text));
        if (model.Tokenizer is null) return [.. samples, .. RandomSamples.Text(blueprint, frame, seed)];
        var sentences = new SentenceSamples(model, frame, seed);
        if (text is null)
        {
            HeadSample[] texts = [.. sentences.Text()];
            samples.AddRange(texts.Length > 0 ? texts : RandomSamples.Text(blueprint, frame, seed)); // a window too small for the sentences
        }
        return [.. samples, .. sentences.Marked(), .. sentences.Decoded()];
    }

    /// <summary>For a planted circuit: random tokens twice and once, and <paramref name="prompts"/> of its own prompts with the step that answers.</summary>
    public static IReadOnlyList<HeadSample> Of(PlantedModel model, int prompts = 20, int seed = 1)
    {
        Blueprint blueprint = model.Transformer.Blueprint;
        var frame = new TokenFrame([0], [], [.. model.Ordinary]);
        var random = new Random(seed);
        return
        [
            .. RandomSamples.Repeated(blueprint, frame, (ulong)seed), .. RandomSamples.Text(blueprint, frame, (ulong)seed),
            .. Enumerable.Range(0, prompts).Select(_ => model.Prompt(random))
                .Select(prompt => DecodedSample.Of(model.Transformer, prompt.Ids, new(prompt.Key, prompt.Key + 1), 1)),
        ];
    }

    private static HeadSample Given(Blueprint blueprint, ReadText text)
    {
        int[] ids = text.Encoding.Ids;
        if (blueprint.HasEncoder)
            return new HeadSample(HeadSampleKind.Text, new TokenBatch([RandomSamples.Start(blueprint), .. ids[..^1]]) { Source = new TokenBatch(ids) });
        return new HeadSample(HeadSampleKind.Text, new TokenBatch(ids))
        {
            Added = [.. Enumerable.Range(0, ids.Length).Where(i => text.Encoding.SpecialMask[i])],
        };
    }
}
