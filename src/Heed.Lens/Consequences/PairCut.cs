using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Consequences;

/// <summary>
/// All attention from one word of a text to another, really cut: head by head, layer by layer and all together. Single weights may back each other up, so that each of
/// them looks idle; only the last number says whether the answer rests on this attention.
/// </summary>
/// <remarks>Attention knockout between spans, Geva et al. 2023. Of an encoder–decoder the words are the source's, and its encoder is cut.</remarks>
/// <param name="From">Tokens of the word that looks.</param>
/// <param name="To">Tokens of the word it looks at.</param>
/// <param name="Before">The metric of the untouched run.</param>
/// <param name="Change">How the metric changes when all of it is cut.</param>
/// <param name="Layers">[L]: how it changes when the heads of one layer are cut.</param>
/// <param name="Heads">[L · H], in the order of layers and heads.</param>
/// <param name="Answers">The likeliest answers before and after all of it is cut.</param>
/// <param name="IsHidden">Whether the first word cannot see the other at all: no weight of any head is above 0.</param>
public sealed record PairCut(
    KeyRange From, KeyRange To, float Before, float Change, IReadOnlyList<float> Layers, IReadOnlyList<PairHead> Heads, IReadOnlyList<GivenAnswer> Answers, bool IsHidden)
{
    /// <summary>Answers listed of either run.</summary>
    private const int Listed = 4;

    /// <summary>The likeliest answer of the untouched run.</summary>
    public GivenAnswer AnswerBefore => Answers.MaxBy(answer => answer.Before)!;

    /// <summary>The likeliest answer when all of it is cut.</summary>
    public GivenAnswer AnswerAfter => Answers.MaxBy(answer => answer.After)!;

    /// <summary>Whether the metric, a difference of two answers, changes its sign: the other answer leads then.</summary>
    public bool LeadChanges { get; private init; }

    /// <summary>What hangs on it.</summary>
    public PairVerdict Verdict
        => AnswerBefore.Id != AnswerAfter.Id || LeadChanges ? PairVerdict.Decides
            : MathF.Abs(Change) <= MathF.Max(1, MathF.Abs(Before)) / 50 ? PairVerdict.Nothing : PairVerdict.Matters;

    /// <summary>The tokens of the word a token belongs to; the token alone where the model adds it.</summary>
    /// <exception cref="HeedException">There is no such token.</exception>
    public static KeyRange Word(ReadText read, int token, string option = "token")
    {
        if ((uint)token >= (uint)read.Length) throw new HeedException($"{option}: expected a token from 0 to {read.Length - 1}; got {token}.");
        int word = read.WordOf[token], start = token, end = token + 1;
        if (word < 0) return new KeyRange(start, end);
        while (start > 0 && read.WordOf[start - 1] == word) start--;
        while (end < read.Length && read.WordOf[end] == word) end++;
        return new KeyRange(start, end);
    }

    /// <summary>What cuts all attention from one word to another, in every layer and head.</summary>
    public static IReadOnlyList<Intervention> Cuts(Blueprint blueprint, KeyRange from, KeyRange to)
        => [.. Enumerable.Range(0, AttentionRows.Layers(blueprint)).Select(layer => CutEdges.Span(AttentionRows.Attention(blueprint, layer), from, to))];

    /// <summary>Cuts it.</summary>
    /// <param name="question">The prompt with its answers.</param>
    /// <param name="place">Where the prompt is answered, of the same text.</param>
    /// <param name="from">A token of the word that looks.</param>
    /// <param name="to">A token of the word it looks at.</param>
    /// <param name="budget">The most bytes that what is kept of a run may take.</param>
    /// <param name="cancellation">Stops between two cuts.</param>
    /// <exception cref="HeedException">There is no such token, the metric is not finite, or the budget is too small.</exception>
    public static PairCut Of(
        Question question, AnswerPlace place, int from, int to, long budget = ConsequenceOptions.UsualBudget, CancellationToken cancellation = default)
    {
        Transformer model = question.Model.Transformer;
        Blueprint b = model.Blueprint;
        KeyRange queries = Word(question.Prompt, from, "from"), keys = Word(question.Prompt, to, "to");
        int layers = AttentionRows.Layers(b);
        var byLayer = new float[layers];
        var byHead = new float[layers * b.Heads];
        float before = 0, change = 0;
        foreach (QuestionRun run in question.Runs)
        {
            using var rerun = new Rerun(model, run, budget);
            before += rerun.Clean;
            change += Without(rerun, 0, Cuts(b, queries, keys));
            for (int layer = 0; layer < layers; layer++)
            {
                byLayer[layer] += Without(rerun, layer, [CutEdges.Span(AttentionRows.Attention(b, layer), queries, keys)]);
                for (int head = 0; head < b.Heads; head++)
                    byHead[layer * b.Heads + head] += Without(rerun, layer, [CutEdges.Span(AttentionRows.Attention(b, layer), queries, keys, head)]);
            }
        }
        var weights = new float[layers * b.Heads];
        AttentionRows.Visit(model, new TokenBatch(question.Prompt.Encoding.Ids), [queries.End - 1], (layer, head, _, row) =>
        {
            for (int key = keys.Start; key < keys.End; key++) weights[layer * b.Heads + head] += row[key];
        });
        bool isDifference = question.Runs.SelectMany(run => run.Metric.Terms).Any(term => term.Weight < 0);
        return new PairCut(
            queries, keys, before, change, byLayer, [.. byHead.Select((effect, i) => new PairHead(i / b.Heads, i % b.Heads, weights[i], effect))],
            GivenAnswers.Of(place, Cuts(b, queries, keys), Listed), Array.TrueForAll(weights, weight => weight == 0))
        {
            LeadChanges = isDifference && before > 0 != before + change > 0,
        };

        float Without(Rerun rerun, int layer, IReadOnlyList<Intervention> cuts)
        {
            cancellation.ThrowIfCancellationRequested();
            return rerun.With(AttentionRows.Attention(b, layer), queries.Start, cuts) - rerun.Clean;
        }
    }
}
