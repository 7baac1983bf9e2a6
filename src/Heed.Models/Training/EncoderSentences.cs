using Heed.Autograd;
using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Training;

/// <summary>
/// Tiny-english for an encoder: the answer's words are masked and, in half of the sentences, 15 % of the rest by the rule of BERT (80 % masked, 10 % another
/// token, 10 % left). A pronoun is spelled out: masked or left as it is, its place predicts the word it stands for.
/// </summary>
/// <remarks>Of a repeated sequence, where every word is an answer, each is masked with twice that rate.</remarks>
internal sealed class EncoderSentences(
    TinyEnglishCorpus corpus, Mixture mixture, Tokenizer tokenizer, float otherWeight, int window, double maskRate, ulong seed) : IExampleSource
{
    private readonly int _mask = tokenizer.TokenToId("[MASK]") ?? throw new HeedException("tokenizer: expected a [MASK] token for an encoder.");
    private readonly int[] _ordinary = [.. Enumerable.Range(0, tokenizer.VocabularySize).Where(id => !tokenizer.IsSpecial(id))];

    public TrainingExample Draw(long index, double level)
    {
        Sentence sentence = corpus.Sentence(index, Split.Training, new Difficulty(level) { Longest = window }, mixture);
        SentenceTokens tokens = SentenceTokens.Of(sentence, tokenizer);
        var random = new Randomness(seed, stream: 0x4D41534B, (ulong)index);
        int length = Math.Min(tokens.Ids.Length, window);
        int[] ids = tokens.Ids[..length];
        var labels = new int[length];
        var weights = new float[length];
        Array.Fill(labels, Operations.IgnoredLabel);

        bool some = TinyEnglish.Families.Named(sentence.Family).MasksSome;
        foreach (int[] answer in tokens.Answers)
        {
            if (some && random.NextDouble() >= 2 * maskRate) continue;
            foreach (int place in answer) Predict(place, 1f);
        }
        foreach ((int place, int referent) in tokens.Pronouns)
        {
            double choice = random.NextDouble();
            if (choice < 0.25 || place >= length) continue;
            Predict(place, 1f);
            labels[place] = referent;
            if (choice < 0.75) ids[place] = tokens.Ids[place];
        }
        if (random.NextInt(2) == 0)
        {
            for (int i = 0; i < length; i++)
            {
                if (tokens.IsSpecial[i] || labels[i] != Operations.IgnoredLabel || random.NextDouble() >= maskRate) continue;
                double kind = random.NextDouble();
                Predict(i, otherWeight);
                if (kind >= 0.9) ids[i] = tokens.Ids[i];
                else if (kind >= 0.8) ids[i] = random.Pick(_ordinary);
            }
        }
        return new TrainingExample(ids, labels, weights);

        void Predict(int place, float weight)
        {
            if (place >= length) return;
            labels[place] = tokens.Ids[place];
            ids[place] = _mask;
            weights[place] = weight;
        }
    }
}
