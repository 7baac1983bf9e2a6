using Heed.Autograd;
using Heed.Positions;

namespace Heed.Models;

/// <summary>Executes any <see cref="Blueprint"/>: the same blocks for inference, training and inspection.</summary>
public sealed partial class Transformer : IDisposable
{
    private readonly Dictionary<string, Tensor> _parameters;
    private readonly IDisposable? _memory;
    private bool _disposed;

    /// <summary>Tokens of a text that go through the blocks together.</summary>
    private const int LongestPiece = 512;

    /// <summary>Tokens of several texts that go through the blocks together.</summary>
    private const int LongestGroup = 1024;
    private readonly Dictionary<RotaryPlan, RotaryTable> _rotary;

    /// <summary>Makes a model from weights it then owns.</summary>
    /// <param name="blueprint">What the model is.</param>
    /// <param name="parameters">Every weight of <see cref="ParameterSpecs"/>.</param>
    /// <param name="memory">What stands behind weights that are read as they are stored, to be disposed with the model; null for nothing.</param>
    /// <exception cref="ArgumentException">A weight is missing or has another shape.</exception>
    /// <exception cref="HeedException">The rotary positions cannot be made.</exception>
    public Transformer(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> parameters, IDisposable? memory = null)
    {
        Blueprint = blueprint;
        _memory = memory;
        _parameters = [];
        var ordered = new List<Tensor>();
        foreach (ParameterSpec spec in ParameterSpecs.Of(blueprint))
        {
            if (!parameters.TryGetValue(spec.Name, out Tensor? tensor) || !tensor.Shape.SequenceEqual(spec.Shape))
                throw new ArgumentException($"parameters: expected {spec.Name}[{string.Join(", ", spec.Shape)}]; got {tensor?.ToString() ?? "none"}.", nameof(parameters));
            _parameters.Add(spec.Name, tensor);
            ordered.Add(tensor);
        }
        Parameters = ordered;
        _rotary = blueprint.Attention.Select(plan => plan.Rotary).OfType<RotaryPlan>().Distinct()
            .ToDictionary(plan => plan, plan => plan.Table());
    }

    /// <summary>What the model is.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>All weights, in the order of <see cref="ParameterSpecs"/>, each named.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>How far weights that were rounded on loading are from those of the files; null where none were.</summary>
    public Weights.RoundingError? Rounding { get; init; }

    /// <summary>Numbers in all weights.</summary>
    public long ParameterCount => Parameters.Sum(p => (long)p.Count);

    /// <summary>A fresh model; the weights are a pure function of the blueprint and the seed.</summary>
    public static Transformer Create(Blueprint blueprint, ulong seed) => new(blueprint, FreshWeights.Of(blueprint, seed));

    /// <summary>A weight by our name.</summary>
    public Tensor Parameter(string name) => _parameters[name];

    /// <summary>A weight's numbers as float32, maps as <paramref name="layout"/> lays them.</summary>
    internal float[] Numbers(string name, WeightLayout layout)
    {
        Tensor parameter = Parameter(name);
        float[] numbers = parameter.ToArray();
        if (layout == Blueprint.Layout || ParameterSpecs.Of(Blueprint).Single(spec => spec.Name == name).Use != ParameterUse.Map) return numbers;
        var turned = new float[numbers.Length];
        for (int i = 0; i < numbers.Length; i++) turned[i % parameter.Columns * parameter.Rows + i / parameter.Columns] = numbers[i];
        return turned;
    }

    /// <summary>Runs the blocks: the last hidden state, after the final norm where there is one. Of an encoder–decoder, the
    /// decoder's.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="batch">The tokens; behind an encoder with their <see cref="TokenBatch.Source"/>.</param>
    /// <param name="cache">Earlier tokens, to which these are appended; null for none.</param>
    /// <param name="hook">Is shown the values, and may replace them; null for nobody.</param>
    /// <returns>[B·T, M].</returns>
    /// <exception cref="HeedException">The text is longer than the model's window, a token is not in its vocabulary, or a source is missing
    /// or too much.</exception>
    public Tensor Hidden(Tape tape, TokenBatch batch, KeyValueCache? cache = null, IHook? hook = null)
    {
        Check(batch, cache);
        if (cache is not null && hook is null && !tape.Recording && batch.Length > LongestPiece && Blueprint.Direction == Direction.Causal)
            return InPieces(tape, batch, cache);
        if (cache is null && hook is null && !tape.Recording && batch.Source is null && batch.Batch > 1 && batch.Ids.Length > LongestGroup)
            return InGroups(tape, batch);
        Tensor? source = Blueprint.HasEncoder && batch.Source is not null ? Encode(tape, batch.Source, hook) : null;
        return new StackRun(this, StackPlan.Main(Blueprint), tape, batch, cache, hook) { Source = source }.Run();
    }

    /// <summary>
    /// A long text piece by piece, each of which attends to the cache: what a pass keeps of its tokens then stays in the processor's caches, and memory does
    /// not grow with the text. The numbers are the same: a row's do not depend on the rows beside it.
    /// </summary>
    private Tensor InPieces(Tape tape, TokenBatch batch, KeyValueCache cache)
    {
        int pieces = (batch.Length + LongestPiece - 1) / LongestPiece, start = cache.Length;
        Tensor all = tape.Allocate(batch.Ids.Length, Blueprint.Width);
        try
        {
            for (int piece = 0; piece < pieces; piece++) Piece(piece);
        }
        catch
        {
            cache.Truncate(start);
            throw;
        }
        return all;

        void Piece(int piece)
        {
            int first = (int)((long)batch.Length * piece / pieces), end = (int)((long)batch.Length * (piece + 1) / pieces);
            int mark = tape.Mark;
            Tensor part = Hidden(tape, batch.Slice(first, end - first, cache.Length), cache);
            for (int b = 0; b < batch.Batch; b++)
                part.Span.Slice(b * (end - first) * Blueprint.Width, (end - first) * Blueprint.Width).CopyTo(all.Span[((b * batch.Length + first) * Blueprint.Width)..]);
            tape.Release(mark);
        }
    }

    /// <summary>Many texts a few at a time, for the same reason; the same numbers too, but for groups of so few tokens that another kernel takes them.</summary>
    private Tensor InGroups(Tape tape, TokenBatch batch)
    {
        int rows = Math.Max(1, LongestGroup / batch.Length);
        Tensor all = tape.Allocate(batch.Ids.Length, Blueprint.Width);
        for (int first = 0; first < batch.Batch; first += rows)
        {
            int mark = tape.Mark, count = Math.Min(rows, batch.Batch - first);
            Tensor part = Hidden(tape, batch.Rows(first, count));
            part.Span.CopyTo(all.Span[(first * batch.Length * Blueprint.Width)..]);
            tape.Release(mark);
        }
        return all;
    }

    /// <summary>Runs the encoder of an encoder–decoder.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="source">The tokens.</param>
    /// <param name="hook">Is shown the values, and may replace them; null for nobody.</param>
    /// <returns>[B·T, M].</returns>
    /// <exception cref="HeedException">The model has no encoder in front of a decoder, the text is longer than the window, or a token is
    /// not in its vocabulary.</exception>
    public Tensor Encode(Tape tape, TokenBatch source, IHook? hook = null)
    {
        if (!Blueprint.HasEncoder) throw new HeedException(
            "encode: expected an encoder–decoder; this model has one stack. Its Hidden gives the hidden state.");
        CheckTokens(source, 0);
        return new StackRun(this, StackPlan.Encoder(Blueprint), tape, source, cache: null, hook).Run();
    }

    /// <summary>Gives the weights' memory back.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (Tensor parameter in Parameters) parameter.Dispose();
        _memory?.Dispose();
    }

    /// <summary>Type ids of a text, where the model has as many types; null where it has none or one, whatever a tokenizer gives.</summary>
    internal int[]? TypesFor(int[] types) => Blueprint.TokenTypes > 1 ? types : null;

    /// <summary>The angles of a plan.</summary>
    internal RotaryTable Rotary(RotaryPlan plan) => _rotary[plan];

    /// <summary>
    /// Whether a text that grows from <paramref name="before"/> to <paramref name="after"/> tokens must be computed anew, because its
    /// rotary frequencies are
    /// others from there on.
    /// </summary>
    internal bool StartsAnew(int before, int after)
        => _rotary.Any(entry => entry.Key.Scaling is { StartsAnew: true }
            && entry.Value.Scaling.Regime(before) != entry.Value.Scaling.Regime(after));

    /// <summary>x·W + b of a named map: the one place where a block multiplies by a weight.</summary>
    internal Tensor Map(Tape tape, Tensor x, string name)
        => Operations.Linear(tape, x, Parameter(name + ".weight"), _parameters.GetValueOrDefault(name + ".bias"), Blueprint.Layout);

    /// <summary>Several named maps of one x.</summary>
    internal Tensor[] Maps(Tape tape, Tensor x, params ReadOnlySpan<string> names)
    {
        var outputs = new Tensor[names.Length];
        if (Blueprint.Layout != WeightLayout.OutputByInput)
        {
            for (int i = 0; i < names.Length; i++) outputs[i] = Map(tape, x, names[i]);
            return outputs;
        }
        var maps = new (Tensor Weight, Tensor? Bias)[names.Length];
        for (int i = 0; i < names.Length; i++) maps[i] = (Parameter(names[i] + ".weight"), _parameters.GetValueOrDefault(names[i] + ".bias"));
        return Operations.Linear(tape, x, maps);
    }

    /// <summary>A named norm, of each of <paramref name="pieces"/> parts of a row by itself.</summary>
    internal Tensor Norm(Tape tape, Tensor x, string name, int pieces = 1)
        => Blueprint.Norm == NormKind.Layer
            ? Operations.LayerNorm(tape, x, Parameter(name + ".weight"), Parameter(name + ".bias"), Blueprint.NormEpsilon)
            : Operations.RmsNorm(
                tape, x, Parameter(name + ".weight"), Blueprint.NormEpsilon, Blueprint.Norm == NormKind.RootMeanSquarePlusOne ? 1f : 0f,
                    pieces);

    private void Check(TokenBatch batch, KeyValueCache? cache)
    {
        int past = cache?.Length ?? 0;
        CheckTokens(batch, past);
        CheckRoom(batch, cache);
        if (!Blueprint.HasEncoder
            && batch.Source is not null) throw new HeedException("source: this model has no encoder that could read one.");
        if (Blueprint.HasEncoder && batch.Source is null && cache is not { HasSource: true })
            throw new HeedException("source: this model's decoder needs what its encoder reads; expected tokens of a source.");
        if (batch.Source is { } source && source.Batch != batch.Batch)
            throw new HeedException($"source: expected {batch.Batch} rows, as many as the decoder has; got {source.Batch}.");
    }

    private static void CheckRoom(TokenBatch batch, KeyValueCache? cache)
    {
        if (cache is not null && (cache.Batch != batch.Batch || cache.Length + batch.Length > cache.Capacity))
            throw new ArgumentException(
                $"cache: expected room for {batch.Batch} rows of {cache.Length + batch.Length} tokens; it has {cache.Batch} rows of {cache.Capacity}.",
                nameof(cache));
    }

    private void CheckTokens(TokenBatch batch, int past)
    {
        ObjectDisposedException.ThrowIf(_disposed, this); // weights that lie in mapped files are gone
        if (batch.Batch < 1 || batch.Ids.Length == 0 || batch.Ids.Length % batch.Batch != 0)
            throw new HeedException(
                $"tokens: expected at least one token in each of {batch.Batch} rows of equal length; got {batch.Ids.Length} tokens.");
        // Padding takes no place in the window.
        Blueprint.CheckLength(batch.Real is { } real ? real.Max(range => (long)range.End - range.Start) : (long)past + batch.Length, batch.BeyondWindow);
        foreach (int id in batch.Ids)
            if ((uint)id >= (uint)Blueprint.VocabularySize) throw new HeedException(
                $"token {id}: expected ids 0 … {Blueprint.VocabularySize - 1}.");
    }
}
