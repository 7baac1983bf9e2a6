using Heed.Autograd;

namespace Heed.Models;

public sealed partial class Transformer
{
    /// <summary>Logits of a language head, of every position or of chosen ones.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="hidden">From <see cref="Hidden"/>, [B·T, M].</param>
    /// <param name="rows">Which rows of B·T; all where left out.</param>
    /// <param name="hook">Is shown the logits, and may replace them.</param>
    /// <returns>[rows, V].</returns>
    /// <exception cref="HeedException">The model has no such head.</exception>
    public Tensor TokenLogits(Tape tape, Tensor hidden, int[]? rows = null, IHook? hook = null)
    {
        if (Blueprint.Head is not (ModelHead.Language or ModelHead.MaskedLanguage))
            throw new HeedException($"logits over tokens: expected a model with a language head; this one has {Blueprint.Head}.");
        Tensor x = rows is null ? hidden : Operations.SelectRows(tape, hidden, rows);
        Tensor? bias = null;
        if (Blueprint.Head == ModelHead.MaskedLanguage)
        {
            x = Operations.Activate(tape, Map(tape, x, "head.dense"), Blueprint.HeadActivation ?? Blueprint.Activation);
            x = Norm(tape, x, "head.norm");
            bias = Parameter("head.bias");
        }
        if (Blueprint.ScaledHead) x = Operations.Scale(tape, x, 1f / MathF.Sqrt(Blueprint.Width));
        Tensor logits = Operations.Linear(tape, x, Parameter(Blueprint.TiedHead ? "embed.weight" : "head.weight"), bias,
            WeightLayout.OutputByInput);
        if (Blueprint.LogitCap is { } cap)
            logits = Operations.Scale(tape, Operations.Activate(tape, Operations.Scale(tape, logits, 1f / cap), Activation.Tanh), cap);
        return hook is null ? logits : hook.Visit(tape, "logits", logits);
    }

    /// <summary>The first position's state through a dense layer and an activation.</summary>
    /// <returns>[B, M].</returns>
    /// <exception cref="HeedException">The model has no pooler.</exception>
    public Tensor Pooled(Tape tape, Tensor hidden, int batch, IHook? hook = null)
    {
        if (!Blueprint.Pooler) throw new HeedException("pooled state: this model has no pooler.");
        int length = hidden.Rows / batch;
        Tensor first = Operations.SelectRows(tape, hidden, [.. Enumerable.Range(0, batch).Select(b => b * length)]);
        Tensor pooled = Operations.Activate(tape, Map(tape, first, "pooler"), Blueprint.PoolerActivation);
        return hook is null ? pooled : hook.Visit(tape, "pooled", pooled);
    }

    /// <summary>Class logits.</summary>
    /// <returns>[B, labels].</returns>
    /// <exception cref="HeedException">The model has no classification head.</exception>
    public Tensor ClassLogits(Tape tape, Tensor hidden, int batch, IHook? hook = null)
    {
        if (Blueprint.Head != ModelHead.Classification) throw new HeedException(
            $"class logits: expected a classification head; this model has {Blueprint.Head}.");
        Tensor logits = Map(tape, Pooled(tape, hidden, batch, hook), "classifier");
        return hook is null ? logits : hook.Visit(tape, "logits", logits);
    }
}
