using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Models;

namespace Heed.Lens.Metrics;

/// <summary>The likeliest answers of a model, before and after something was done to it.</summary>
public static class GivenAnswers
{
    /// <summary>Finds them: one run, two where something is done.</summary>
    /// <param name="place">The text and where it is answered.</param>
    /// <param name="interventions">What is done; empty for nothing.</param>
    /// <param name="count">How many of the likeliest, of either run.</param>
    /// <param name="also">Tokens or classes that are wanted besides.</param>
    /// <returns>Likeliest before first.</returns>
    /// <exception cref="HeedException">The model does not have what is touched, its classes are no probabilities, or a logit is no number.</exception>
    public static IReadOnlyList<GivenAnswer> Of(AnswerPlace place, IReadOnlyList<Intervention> interventions, int count, IReadOnlyList<int>? also = null)
    {
        float[] before = Probabilities(place, []), after = interventions.Count == 0 ? before : Probabilities(place, interventions);
        return [.. Likeliest(before, count).Union(Likeliest(after, count)).Union(also ?? []).OrderByDescending(id => before[id])
            .Select(id => new GivenAnswer(id, Show(place.Model, id), before[id], after[id]))];
    }

    private static IEnumerable<int> Likeliest(float[] probabilities, int count)
        => Enumerable.Range(0, probabilities.Length).OrderByDescending(id => probabilities[id]).Take(count);

    private static float[] Probabilities(AnswerPlace place, IReadOnlyList<Intervention> interventions)
    {
        Transformer model = place.Model.Transformer;
        foreach (Intervention intervention in interventions) intervention.Check(model.Blueprint);
        using var tape = new Tape(recording: false);
        Tensor hidden = model.Hidden(tape, place.Batch, hook: new InterventionHook(interventions));
        Tensor logits = place.Row is { } row ? model.TokenLogits(tape, hidden, [row]) : model.ClassLogits(tape, hidden, 1);
        ProblemKind kind = place.Row is null ? place.Model.Labels?.Problem ?? ProblemKind.SingleLabel : ProblemKind.SingleLabel;
        if (kind == ProblemKind.Regression) throw new HeedException($"answer: expected classes or words with probabilities; {place.Model.Name} gives a number.");
        float[] values = kind == ProblemKind.MultiLabel ? [.. logits.Span.ToArray().Select(logit => (float)(1 / (1 + Math.Exp(-logit))))]
            : [.. Operations.LogSoftmax(tape, logits).Span.ToArray().Select(value => (float)Math.Exp(value))];
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new HeedException($"{place.Model.Name}: expected finite logits; the model's weights are damaged, or the text drives them out of range.");
    }

    private static string Show(LanguageModel model, int id)
        => model.Transformer.Blueprint.Head == ModelHead.Classification ? model.Labels?.Names[id] ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : AnswerTokens.Show(model, [id]);
}
