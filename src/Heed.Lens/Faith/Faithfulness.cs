using Heed.Models;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Faith;

/// <summary>How often each method names the word that must be used, on held-out sentences whose true word is known, and how it ranks the words beside what really cutting them does.</summary>
public static class Faithfulness
{
    /// <summary>Sentences on which the best head is chosen; of another seed than those that are measured on.</summary>
    private const int Choosing = 60;

    private const ulong ChoosingSeed = 7, MeasuringSeed = 20_261_121;

    /// <summary>The longest free sentences: so that a word among a dozen, not among two hundred, is looked for.</summary>
    private static readonly Difficulty s_difficulty = new(1) { MaxPairs = 6, MaxAssignments = 8, MaxWords = 12 };

    /// <summary>Measures one family.</summary>
    /// <param name="model">A model that knows tiny English.</param>
    /// <param name="family">One of <see cref="TrueWord.Families"/>.</param>
    /// <param name="sentences">How many.</param>
    /// <param name="progress">Is told how many are done.</param>
    /// <param name="cancellation">Stops between two sentences.</param>
    /// <returns>A row a method; the measured effect is the last.</returns>
    /// <exception cref="HeedException">There is no such family, or the model is neither a decoder nor guesses masked words.</exception>
    public static IReadOnlyList<FaithRow> Measure(LanguageModel model, string family, int sentences, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        if (!TrueWord.Families.Contains(family)) throw new HeedException($"family: expected one of {string.Join(", ", TrueWord.Families)}; got '{family}'.");
        if (sentences < 1) throw new HeedException($"sentences: expected at least 1; got {sentences}.");
        if (model.Transformer.Blueprint is not { Head: ModelHead.Language or ModelHead.MaskedLanguage, HasEncoder: false })
            throw new HeedException($"faith: expected a decoder or an encoder that guesses masked words; {model.Name} is neither.");
        IWordMethod[] methods =
        [
            Chosen(model, family), new MeanWeight(), new RolloutScore(), new ValueWeighted(), GradientScores.GradientAttention, GradientScores.PredictedEffect, new MeasuredEffect(),
        ];
        var named = new int[methods.Length];
        var correlations = new List<double>[methods.Length];
        for (int m = 0; m < methods.Length; m++) correlations[m] = [];
        int asked = 0, right = 0;
        foreach (FaithCase sentence in Cases(model, family, sentences, MeasuringSeed))
        {
            using (sentence)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(++asked);
                if (!sentence.Sentence.IsRight) continue;
                right++;
                float[][] scores = [.. methods.Select(method => method.Scores(sentence))];
                for (int m = 0; m < methods.Length; m++)
                {
                    if (WordScores.NamesTruth(sentence, scores[m])) named[m]++;
                    if (m < methods.Length - 1 && WordScores.Correlation(sentence, scores[m], scores[^1]) is { } correlation) correlations[m].Add(correlation);
                }
            }
        }
        return [.. methods.Select((method, m) => new FaithRow(
            family, method.Name, named[m], right, asked, m < methods.Length - 1 && correlations[m].Count > 0 ? correlations[m].Average() : null))];
    }

    private static HeadWeight Chosen(LanguageModel model, string family)
    {
        FaithCase[] cases = [.. Cases(model, family, Choosing, ChoosingSeed)];
        try
        {
            return HeadWeight.Choose(cases);
        }
        finally
        {
            foreach (FaithCase one in cases) one.Dispose();
        }
    }

    private static IEnumerable<FaithCase> Cases(LanguageModel model, string family, int count, ulong seed)
    {
        int number = 0;
        foreach (Sentence sentence in new TinyEnglishCorpus(seed).HeldOut(family, count, s_difficulty))
            yield return new FaithCase(model, FaithSentence.Of(model, sentence, number++));
    }
}
