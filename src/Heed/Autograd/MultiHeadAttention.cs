using Heed.Dropout;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Autograd;

/// <summary>
/// Multi-head attention with its own projections (Vaswani et al. 2017, section 3.2.2): heads of x_q·W_q and x_k·W_k attend,
/// their values x_v·W_v are summed,
/// laid side by side and projected by W_o. Self-attention where the three inputs are one tensor, cross-attention where keys and
/// values come from elsewhere.
/// </summary>
/// <remarks>
/// The parameters are those of <c>torch.nn.MultiheadAttention</c>, with its packed input projection apart. Weights start at 0: fill them,
/// or load them. The module owns its
/// parameters. Not safe for use from several threads at once.
/// </remarks>
public sealed class MultiHeadAttention : IDisposable
{
    /// <summary>Makes the parameters.</summary>
    /// <param name="width">M, of queries and output; a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">H.</param>
    /// <param name="keyWidth">Width of what keys are made of; M where left out (torch: kdim).</param>
    /// <param name="valueWidth">Width of what values are made of; M where left out (torch: vdim).</param>
    /// <param name="biases">Whether the four projections add biases.</param>
    /// <param name="addedKey">Whether a learned key and value come after those of the input (torch: add_bias_kv).</param>
    /// <param name="zeroAttention">Whether a key and value of zeros come last (torch: add_zero_attn).</param>
    /// <exception cref="ArgumentException">A size is off.</exception>
    public MultiHeadAttention(int width, int heads, int? keyWidth = null, int? valueWidth = null, bool biases = true, bool addedKey = false,
        bool zeroAttention = false)
    {
        if (width < 1 || heads < 1 || width % heads != 0)
            throw new ArgumentException($"width: expected a positive multiple of heads={heads}; got {width}.", nameof(width));
        if (keyWidth < 1) throw new ArgumentException($"keyWidth: expected at least 1; got {keyWidth}.", nameof(keyWidth));
        if (valueWidth < 1) throw new ArgumentException($"valueWidth: expected at least 1; got {valueWidth}.", nameof(valueWidth));
        (Width, Heads, ZeroAttention) = (width, heads, zeroAttention);
        QueryWeight = Parameter("q.weight", width, width);
        KeyWeight = Parameter("k.weight", width, keyWidth ?? width);
        ValueWeight = Parameter("v.weight", width, valueWidth ?? width);
        OutputWeight = Parameter("out.weight", width, width);
        if (biases)
            (QueryBias, KeyBias, ValueBias, OutputBias) =
                (Parameter("q.bias", width), Parameter("k.bias", width), Parameter("v.bias", width), Parameter("out.bias", width));
        if (addedKey) (AddedKey, AddedValue) = (Parameter("added.k", width), Parameter("added.v", width));

        static Tensor Parameter(string name, params ReadOnlySpan<int> shape) => new(shape, name) { RequiresGradient = true };
    }

    /// <summary>M.</summary>
    public int Width { get; }

    /// <summary>H.</summary>
    public int Heads { get; }

    /// <summary>Whether a key and value of zeros come last.</summary>
    public bool ZeroAttention { get; }

    /// <summary>[M, M], output by input.</summary>
    public Tensor QueryWeight { get; }

    /// <summary>[M, key width], output by input.</summary>
    public Tensor KeyWeight { get; }

    /// <summary>[M, value width], output by input.</summary>
    public Tensor ValueWeight { get; }

    /// <summary>[M, M], output by input.</summary>
    public Tensor OutputWeight { get; }

    /// <summary>[M].</summary>
    public Tensor? QueryBias { get; }

    /// <summary>[M].</summary>
    public Tensor? KeyBias { get; }

    /// <summary>[M].</summary>
    public Tensor? ValueBias { get; }

    /// <summary>[M].</summary>
    public Tensor? OutputBias { get; }

    /// <summary>[M]: the learned key that comes after the input's.</summary>
    public Tensor? AddedKey { get; }

    /// <summary>[M]: its value.</summary>
    public Tensor? AddedValue { get; }

    /// <summary>Every parameter there is.</summary>
    public IEnumerable<Tensor> Parameters
        => new[]
        {
            QueryWeight, KeyWeight, ValueWeight, OutputWeight, QueryBias, KeyBias, ValueBias, OutputBias, AddedKey, AddedValue,
        }.OfType<Tensor>();

    /// <summary>Attends.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="queries">[B·Tq, M].</param>
    /// <param name="keys">[B·Tk, key width].</param>
    /// <param name="values">[B·Tk, value width].</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">Which of the input's keys are seen; added ones always are.</param>
    /// <param name="score">The change to the scores.</param>
    /// <param name="watch">Called with the inputs of the attention and its mask, to see weights; may be null.</param>
    /// <returns>[B·Tq, M].</returns>
    /// <exception cref="ArgumentException">A shape is off.</exception>
    public Tensor Forward<TMask, TScore>(
        Tape tape, Tensor queries, Tensor keys, Tensor values, int batch, TMask mask, TScore score, IAttentionWatcher? watch = null)
        where TMask : struct, IMask where TScore : struct, IScore
        => Forward(tape, queries, keys, values, batch, mask, score, default(NoDropout), default(NoParameters), watch);

    /// <summary>Attends, with dropout of the weights (torch: dropout, in training) and gradients for what the
    /// scores are changed by.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="queries">[B·Tq, M].</param>
    /// <param name="keys">[B·Tk, key width].</param>
    /// <param name="values">[B·Tk, value width].</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">Which of the input's keys are seen; added ones always are.</param>
    /// <param name="score">The change to the scores, over the added keys too.</param>
    /// <param name="dropout">Which weights are left out: <c>new SeededDropout(p, seed)</c> with a new seed for every
    /// step, in training alone.</param>
    /// <param name="parameters">What of the score gets a gradient.</param>
    /// <param name="watch">Called with the inputs of the attention and its mask, to see weights; may be null.</param>
    /// <returns>[B·Tq, M].</returns>
    /// <exception cref="ArgumentException">A shape is off.</exception>
    public Tensor Forward<TMask, TScore, TDropout, TParameters>(
        Tape tape, Tensor queries, Tensor keys, Tensor values, int batch, TMask mask, TScore score, TDropout dropout,
        TParameters parameters,
        IAttentionWatcher? watch = null)
        where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout
        where TParameters : struct, IScoreParameters
    {
        Tensor q = Operations.Linear(tape, queries, QueryWeight, QueryBias, WeightLayout.OutputByInput);
        Tensor k = Operations.Linear(tape, keys, KeyWeight, KeyBias, WeightLayout.OutputByInput);
        Tensor v = Operations.Linear(tape, values, ValueWeight, ValueBias, WeightLayout.OutputByInput);
        if (k.Rows != v.Rows || batch < 1 || k.Rows % batch != 0)
            throw new ArgumentException(
                $"values: expected as many rows as keys, a multiple of B={batch}; got {keys} and {values}.", nameof(values));
        int keyCount = k.Rows / batch;
        if (AddedKey is not null)
            (k, v) = (Operations.AppendRow(tape, k, AddedKey, batch), Operations.AppendRow(tape, v, AddedValue, batch));
        if (ZeroAttention) (k, v) = (Operations.AppendRow(tape, k, null, batch), Operations.AppendRow(tape, v, null, batch));
        Tensor z = k.Rows / batch == keyCount ? Attend(mask) : Attend(new AlwaysAfter<TMask>(mask, keyCount));
        return Operations.Linear(tape, z, OutputWeight, OutputBias, WeightLayout.OutputByInput);

        Tensor Attend<TAny>(TAny any) where TAny : struct, IMask
        {
            HeadSlice qs = Slice(q), ks = Slice(k), vs = Slice(v);
            watch?.Attend(Operations.AttentionInputs(qs, ks, vs, batch), any, score);
            return Operations.Attention(tape, qs, ks, vs, batch, any, score, dropout, parameters);
        }

        HeadSlice Slice(Tensor tensor) => new(tensor, 0, Heads, Width / Heads);
    }

    /// <summary>Gives the parameters' memory back.</summary>
    public void Dispose()
    {
        foreach (Tensor parameter in Parameters) parameter.Dispose();
    }
}
