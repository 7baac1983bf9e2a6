using Heed.Autograd;

namespace Heed.Models.Training;

/// <summary>One step of training: the gradients of its batches, then the optimiser.</summary>
internal static class TrainingStep
{
    /// <summary>Takes the step and returns the loss before it.</summary>
    /// <exception cref="HeedException">The loss or a gradient is no number; the weights are as they were.</exception>
    public static float Run(Transformer model, AdamW optimizer, IReadOnlyList<TrainingBatch> batches, float rate, float clip)
    {
        double weight = batches.Sum(b => b.TotalWeight), loss = 0;
        foreach (TrainingBatch batch in batches)
            if (batch.TotalWeight > 0) loss += AddGradients(model, batch, (float)(batch.TotalWeight / weight));
        float norm = AdamW.GradientNorm(model.Parameters);
        if (!float.IsFinite(norm) || !double.IsFinite(loss))
            throw new HeedException($"step {optimizer.Steps + 1}: the loss is {loss}, the gradient's length {norm}. Lower learning_rate or deviation and start again.");
        optimizer.Step(rate, clip > 0 && norm > clip ? clip / norm : 1f);
        return (float)loss;
    }

    /// <summary>Adds a batch's gradients, times its share of the step, and returns its part of the loss.</summary>
    private static double AddGradients(Transformer model, TrainingBatch batch, float share)
    {
        using var tape = new Tape(recording: true);
        // Only rows with a label need logits.
        int[] rows = [.. Enumerable.Range(0, batch.Labels.Length).Where(i => batch.Labels[i] != Operations.IgnoredLabel)];
        Tensor logits = model.TokenLogits(tape, model.Hidden(tape, batch.Tokens), rows);
        Tensor loss = Operations.CrossEntropy(tape, logits, [.. rows.Select(r => batch.Labels[r])], [.. rows.Select(r => batch.Weights[r])]);
        tape.Backward(loss, share);
        return loss.Span[0] * (double)share;
    }
}
