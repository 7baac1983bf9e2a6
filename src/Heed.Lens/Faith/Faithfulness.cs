using Heed.Lens.Interventions;
using Heed.Lens.Words;
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
        Direction direction = model.Transformer.Blueprint.Direction;
        IWordMethod[] methods = [BestHead(model, family), .. WordMethods.All];
        (var named, var near, var correlations) = (new int[methods.Length], new int[methods.Length], new List<double>[methods.Length]);
        for (int m = 0; m < methods.Length; m++) correlations[m] = [];
        int asked = 0, right = 0;
        foreach (FaithSentence sentence in Sentences(model, family, sentences, MeasuringSeed))
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(++asked);
            if (!sentence.IsRight) continue;
            right++;
            using var text = new WordCase(model.Transformer, sentence.Run);
            float[][] scores = [.. methods.Select(method => method.Scores(text))];
            for (int m = 0; m < methods.Length; m++)
            {
                int distance = WordScores.Distance(sentence, direction, scores[m]);
                if (distance == 0) named[m]++;
                if (distance >= 0) near[m]++;
                if (m < methods.Length - 1 && WordScores.Correlation(sentence, direction, scores[m], scores[^1]) is { } correlation) correlations[m].Add(correlation);
            }
        }
        return [.. methods.Select((method, m) => new FaithRow(
            family, method.Name, named[m], near[m], right, asked, m < methods.Length - 1 && correlations[m].Count > 0 ? correlations[m].Average() : null))];
    }

    /// <summary>The head that names the true word most often on other sentences of the family.</summary>
    private static HeadWeight BestHead(LanguageModel model, string family)
    {
        Blueprint b = model.Transformer.Blueprint;
        HeadWeight[] heads = [.. AttentionNames.Of(b).SelectMany(attention => Enumerable.Range(0, b.Heads).Select(head => new HeadWeight(attention, head)))];
        var right = new int[heads.Length];
        foreach (FaithSentence sentence in Sentences(model, family, Choosing, ChoosingSeed))
        {
            using var text = new WordCase(model.Transformer, sentence.Run);
            for (int h = 0; h < heads.Length; h++)
                if (WordScores.Distance(sentence, b.Direction, heads[h].Scores(text)) == 0) right[h]++;
        }
        return heads[Array.IndexOf(right, right.Max())];
    }

    private static IEnumerable<FaithSentence> Sentences(LanguageModel model, string family, int count, ulong seed)
        => new TinyEnglishCorpus(seed).HeldOut(family, count, s_difficulty).Select((sentence, number) => FaithSentence.Of(model, sentence, number));
}
