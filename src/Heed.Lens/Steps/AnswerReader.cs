using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Steps;

/// <summary>Reads what a model answers at one place, untouched or run on from a head that was changed.</summary>
/// <param name="context">The head.</param>
/// <param name="row">The row of the stack that ends in the head; null for classes of a text.</param>
/// <param name="position">The token at whose place that is; null for none.</param>
/// <param name="place">The same in words.</param>
internal sealed class AnswerReader(HeadContext context, int? row, int? position, string place)
{
    /// <summary>Candidates shown of each run.</summary>
    private const int Shown = 5;

    /// <summary>The token at whose place the answer is read.</summary>
    public int? Position => position;

    /// <summary>The row it is read from.</summary>
    public int? Row => row;

    /// <summary>The same in words.</summary>
    public string Place => place;

    /// <summary>Logits, and their log-probabilities.</summary>
    /// <param name="run">The run that is gone on with.</param>
    /// <param name="interventions">What is done to this attention and what follows it.</param>
    public (float[] Logits, float[] LogProbabilities) Of(HeadRun run, params IReadOnlyList<Intervention> interventions)
    {
        Transformer model = context.Model.Transformer;
        using var tape = new Tape(recording: false);
        using Tensor start = run.Tensor(interventions.Count == 0 ? context.Main + "final_norm" : context.Site + "resid_pre");
        using Tensor? source = context.Prefix == "decoder." ? run.Tensor("encoder.final_norm") : null;
        Tensor hidden = start;
        if (interventions.Count > 0)
        {
            foreach (Intervention intervention in interventions) intervention.Check(context.Blueprint);
            (var hook, var from) = (new InterventionHook(interventions), new ResumePoint(context.Layer, start));
            hidden = context.Prefix == "encoder." ? model.Resume(tape, run.Batch, null, model.ResumeEncoder(tape, run.Batch.Source!, from, hook), null, hook)
                : model.Resume(tape, run.Batch, from, source, null, hook);
        }
        Tensor logits = row is { } at ? model.TokenLogits(tape, hidden, [at]) : model.ClassLogits(tape, hidden, 1);
        float[] all = logits.ToArray();
        foreach (float logit in all)
            if (!float.IsFinite(logit)) throw new HeedException($"{context.Attention}: the answer is no number. The edit drives it out of range, or the "
                + $"model's weights are damaged.");
        return (all, Operations.LogSoftmax(tape, logits).ToArray());
    }

    /// <summary>The answer of two runs side by side.</summary>
    public StepAnswer Compare((float[] Logits, float[] LogProbabilities) before, (float[] Logits, float[] LogProbabilities) after)
    {
        IEnumerable<int> tokens = Likeliest(after.Logits).Union(Likeliest(before.Logits)).OrderByDescending(token => after.Logits[token]);
        return new StepAnswer(position, place, [.. tokens.Select(token => new AnswerCandidate(
            token, Text(token), before.Logits[token], after.Logits[token], Math.Exp(before.LogProbabilities[token]),
                Math.Exp(after.LogProbabilities[token])))]);
    }

    /// <summary>A token or class, for people.</summary>
    public string Text(int token)
        => row is null ? context.Model.Labels?.Names.ElementAtOrDefault(token) ?? $"class {token}"
            : context.Model.Tokenizer is null ? $"token {token}" : AnswerTokens.Show(context.Model, [token]);

    private static IEnumerable<int> Likeliest(float[] logits) => Enumerable.Range(0, logits.Length).OrderByDescending(token => logits[token]).Take(Shown);
}
