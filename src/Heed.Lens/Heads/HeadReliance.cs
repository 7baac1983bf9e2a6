using Heed.Lens.Consequences;
using Heed.Lens.Faith;
using Heed.Lens.Positions;
using Heed.Models;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Heads;

/// <summary>
/// What right answers lose without each head, over many held-out sentences of tiny English: the causal test beside the patterns of
/// <see cref="Heed.Lens.Roles.HeadRoles"/>. A head is
/// replaced by its mean over the tokens, all later layers run again, and the metric, logit(answer) − logit(best other word), is compared.
/// </summary>
/// <remarks>Only sentences the model answers right count. One head at a time: what another head makes up for is not seen (McGrath et al. 2023).</remarks>
public sealed class HeadReliance
{
    // Of another seed than training's and those of heed faith; short, since every head of every sentence is a run.
    private const ulong Seed = 20_261_122;
    private static readonly Difficulty s_difficulty = new(1) { MaxPairs = 4, MaxAssignments = 5, MaxWords = 8 };

    private HeadReliance(IReadOnlyList<HeadRelied> heads, int asked, int right, double margin) => (Heads, Asked, Right, Margin) = (heads, asked, right, margin);

    /// <summary>One entry a head, in the order of a run.</summary>
    public IReadOnlyList<HeadRelied> Heads { get; }

    /// <summary>Sentences.</summary>
    public int Asked { get; }

    /// <summary>Those that the model answers right, over which the means are taken.</summary>
    public int Right { get; }

    /// <summary>The mean of the metric with every head in place.</summary>
    public double Margin { get; }

    /// <summary>Whether a model can be asked: a decoder or an encoder that guesses masked words, with its tokenizer.</summary>
    public static bool CanAsk(LanguageModel model)
        => model.Tokenizer is not null && model.Transformer.Blueprint is { Head: ModelHead.Language or ModelHead.MaskedLanguage, HasEncoder: false };

    /// <summary>Measures it.</summary>
    /// <param name="model">A model that <see cref="CanAsk"/> says yes to.</param>
    /// <param name="sentences">Of each of <see cref="TrueWord.Families"/>.</param>
    /// <param name="progress">Is told how many sentences are done and how many there are.</param>
    /// <param name="cancellation">Stops between two runs.</param>
    /// <returns>Null where the model answers none right: there is nothing to lose.</returns>
    /// <exception cref="HeedException">The model cannot be asked, or <paramref name="sentences"/> is below 1.</exception>
    public static HeadReliance? Of(LanguageModel model, int sentences, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        if (sentences < 1) throw new HeedException($"sentences: expected at least 1; got {sentences}.");
        if (!CanAsk(model)) throw new HeedException($"heads: expected a decoder or an encoder that guesses masked words, with a tokenizer; {model.Name} is neither.");
        var corpus = new TinyEnglishCorpus(Seed);
        FaithSentence[] asked = [.. TrueWord.Families.SelectMany(family => corpus.HeldOut(family, sentences, s_difficulty))
            .Select((sentence, number) => FaithSentence.Of(model, sentence, number))];
        var effects = new List<IReadOnlyList<HeadEffect>>();
        var margins = new List<double>();
        for (int i = 0; i < asked.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (asked[i].IsRight && asked[i].Read.Length <= model.Transformer.Blueprint.MaxPositions)
            {
                effects.Add(HeadEffects.Of(model.Transformer, [asked[i].Run], Ablation.Mean, ConsequenceOptions.UsualBudget, null, cancellation).Heads);
                using var clean = new Rerun(model.Transformer, asked[i].Run);
                margins.Add(clean.Clean);
            }
            progress?.Invoke(i + 1, asked.Length);
        }
        return effects.Count == 0 ? null : new HeadReliance(
            [.. effects[0].Select((head, h) => new HeadRelied(
                head.Part, head.Layer, head.Head!.Value, MeanAndError.Of([.. effects.Select(one => (double)one[h].Total)]), effects.Average(one => (double)(one[h].Direct ?? 0))))],
            asked.Length, effects.Count, margins.Average());
    }
}
