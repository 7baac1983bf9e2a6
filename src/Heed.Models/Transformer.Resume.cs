using Heed.Autograd;

namespace Heed.Models;

public sealed partial class Transformer
{
    /// <summary>Runs the blocks from one of them on, where what goes into it is known from an earlier pass: of an encoder–decoder, the decoder's.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="batch">The tokens whose rows are computed.</param>
    /// <param name="from">Where to begin; null for the embedding.</param>
    /// <param name="source">What the encoder made of the source, [B·Ts, M]; null where there is none, or where the cache has it.</param>
    /// <param name="cache">Keys and values of the tokens before these, to which theirs are appended in the layers that run; null for none.</param>
    /// <param name="hook">Is shown the values, and may replace them; null for nobody.</param>
    /// <returns>The last hidden state, [B·T, M].</returns>
    /// <exception cref="ArgumentException">The layer, the residual's or the source's shape, or the cache's room is off.</exception>
    /// <exception cref="HeedException">The tokens do not fit the model.</exception>
    public Tensor Resume(Tape tape, TokenBatch batch, ResumePoint? from, Tensor? source = null, KeyValueCache? cache = null, IHook? hook = null)
    {
        CheckTokens(batch, cache?.Length ?? 0);
        CheckRoom(batch, cache);
        if (Blueprint.HasEncoder && source is null && cache is not { HasSource: true })
            throw new ArgumentException("source: this model's decoder needs what its encoder made of a source; expected a tensor or a cache that has it.", nameof(source));
        if (source is not null && (!Blueprint.HasEncoder || source.Columns != Blueprint.Width || source.Rows == 0 || source.Rows % batch.Batch != 0))
            throw new ArgumentException(
                Blueprint.HasEncoder ? $"source: expected [B·Ts, M] = [{batch.Batch}·Ts, {Blueprint.Width}]; got {source}."
                    : $"source: this model has no encoder that could have made one; got {source}.", nameof(source));
        StackPlan stack = StackPlan.Main(Blueprint);
        Check(from, stack, batch);
        return new StackRun(this, stack, tape, batch, cache, hook) { Source = source, From = from }.Run();
    }

    /// <summary>The same for the encoder of an encoder–decoder.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="source">The tokens.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="hook">Is shown the values, and may replace them; null for nobody.</param>
    /// <returns>[B·T, M].</returns>
    /// <exception cref="ArgumentException">The layer or the residual's shape is off.</exception>
    /// <exception cref="HeedException">There is no encoder, or the tokens do not fit the model.</exception>
    public Tensor ResumeEncoder(Tape tape, TokenBatch source, ResumePoint from, IHook? hook = null)
    {
        if (!Blueprint.HasEncoder) throw new HeedException("encode: expected an encoder–decoder; this model has one stack.");
        CheckTokens(source, 0);
        StackPlan stack = StackPlan.Encoder(Blueprint);
        Check(from, stack, source);
        return new StackRun(this, stack, tape, source, cache: null, hook) { From = from }.Run();
    }

    private void Check(ResumePoint? from, StackPlan stack, TokenBatch batch)
    {
        if (from is null) return;
        if ((uint)from.Layer > (uint)stack.Layers)
            throw new ArgumentOutOfRangeException(nameof(from), $"layer: expected 0 … {stack.Layers}; got {from.Layer}.");
        if (from.Residual.Rows != batch.Ids.Length || from.Residual.Columns != Blueprint.Width)
            throw new ArgumentException($"residual: expected [{batch.Ids.Length}, {Blueprint.Width}]; got {from.Residual}.", nameof(from));
    }
}
