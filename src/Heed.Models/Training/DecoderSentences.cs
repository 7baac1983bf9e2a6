using Heed.Autograd;
using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Training;

/// <summary>Tiny-english for a decoder: every token predicts the next; answers count fully, other words by their own weight.</summary>
internal sealed class DecoderSentences(TinyEnglishCorpus corpus, Mixture mixture, Tokenizer tokenizer, float otherWeight, int window) : IExampleSource
{
    private const float MostAnswers = 8f;

    public TrainingExample Draw(long index, double level)
    {
        SentenceTokens tokens = SentenceTokens.Of(corpus.Sentence(index, Split.Training, new Difficulty(level) { Longest = window }, mixture), tokenizer);
        int length = Math.Min(tokens.Ids.Length, window);
        var labels = new int[length];
        var weights = new float[length];
        for (int i = 0; i < length; i++)
        {
            labels[i] = i + 1 < length ? tokens.Ids[i + 1] : Operations.IgnoredLabel;
            weights[i] = otherWeight;
        }
        // Sixty repeated words must not drown a single remembered number: many answers share a weight.
        float answerWeight = Math.Min(1f, MostAnswers / tokens.Answers.Length);
        foreach (int[] answer in tokens.Answers)
            foreach (int place in answer)
                if (place - 1 < length) weights[place - 1] = answerWeight;
        return new TrainingExample(tokens.Ids[..length], labels, weights);
    }
}
