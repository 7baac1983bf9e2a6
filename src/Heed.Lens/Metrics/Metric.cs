using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens.Metrics;

/// <summary>The number whose causes are asked for: a weighted sum of logits or log-probabilities.</summary>
/// <param name="Name">For people, such as <c>logit(trophy) − logit(suitcase)</c>.</param>
/// <param name="Rows">The positions whose output it reads; empty for classes of a text.</param>
/// <param name="Terms">The sum.</param>
/// <param name="LogProbabilities">Whether it sums log-probabilities rather than logits.</param>
public sealed record Metric(string Name, ValueList<int> Rows, ValueList<MetricTerm> Terms, bool LogProbabilities)
{
    /// <summary>The metric from the last hidden state.</summary>
    /// <param name="model">The model, whose head it goes through.</param>
    /// <param name="tape">The pass.</param>
    /// <param name="hidden">[T, M], one text from position <paramref name="firstRow"/> on.</param>
    /// <param name="firstRow">Position of the first row.</param>
    /// <param name="hook">Is shown the logits; null for nobody.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="HeedException">The metric is no finite number.</exception>
    public Tensor Of(Transformer model, Tape tape, Tensor hidden, int firstRow = 0, IHook? hook = null)
    {
        Tensor logits = Rows.Count == 0 ? model.ClassLogits(tape, hidden, 1, hook)
            : model.TokenLogits(tape, hidden, [.. Rows.Select(row => row - firstRow)], hook);
        if (LogProbabilities) logits = Operations.LogSoftmax(tape, logits);
        Tensor metric = Operations.WeightedSum(tape, logits, [.. Terms.Select(term => (term.Row * logits.Columns + term.Token, term.Weight))]);
        if (!float.IsFinite(metric.Span[0]))
            throw new HeedException($"{Name}: expected a finite number; it is {metric.Span[0]}. The model's weights are damaged, or the text drives it out of range.");
        return metric;
    }
}
