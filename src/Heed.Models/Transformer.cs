using Heed.Autograd;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Models;

/// <summary>Executes any <see cref="Blueprint"/>: the same blocks for inference, training and inspection.</summary>
public sealed class Transformer : IDisposable
{
    private readonly Dictionary<string, Tensor> _parameters;

    /// <summary>Makes a model from weights it then owns.</summary>
    /// <param name="blueprint">What the model is.</param>
    /// <param name="parameters">Every weight of <see cref="ParameterSpecs"/>.</param>
    /// <exception cref="ArgumentException">A weight is missing or has another shape.</exception>
    public Transformer(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> parameters)
    {
        Blueprint = blueprint;
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
    }

    /// <summary>What the model is.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>All weights, in the order of <see cref="ParameterSpecs"/>, each named.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>Numbers in all weights.</summary>
    public long ParameterCount => Parameters.Sum(p => (long)p.Count);

    /// <summary>A fresh model; the weights are a pure function of the blueprint and the seed.</summary>
    public static Transformer Create(Blueprint blueprint, ulong seed)
    {
        var parameters = new Dictionary<string, Tensor>();
        ulong stream = 0;
        foreach (ParameterSpec spec in ParameterSpecs.Of(blueprint))
        {
            var tensor = new Tensor(spec.Shape, spec.Name);
            var random = new Randomness(seed, stream++);
            Fill(tensor, spec.Start, blueprint, ref random);
            parameters.Add(spec.Name, tensor);
        }
        if (blueprint.LookBack.Count > 0) LookBackStart.Apply(blueprint, parameters);
        return new Transformer(blueprint, parameters);

        static void Fill(Tensor tensor, ParameterStart start, Blueprint blueprint, ref Randomness random)
        {
            float deviation = blueprint.InitialDeviation;
            for (int i = 0; i < tensor.Count; i++)
            {
                (int row, int column) = Math.DivRem(i, tensor.Columns);
                tensor.Span[i] = start switch
                {
                    ParameterStart.One => 1f,
                    ParameterStart.Normal => deviation * Normal(ref random),
                    // Radford et al. 2019 scale what adds to a stream that nothing norms; BERT, which norms every sum, does not.
                    ParameterStart.ResidualNormal when blueprint.NormPlace == NormPlace.Before => deviation / MathF.Sqrt(2f * blueprint.Layers) * Normal(ref random),
                    ParameterStart.ResidualNormal => deviation * Normal(ref random),
                    ParameterStart.Sinusoidal => deviation * MathF.Sqrt(2) * (float)SinusoidalStart.Value(row, column, tensor.Columns, tensor.Rows),
                    _ => 0f,
                };
            }
        }

        // Box and Muller 1958.
        static float Normal(ref Randomness random)
            => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    /// <summary>A weight by our name.</summary>
    public Tensor Parameter(string name) => _parameters[name];

    /// <summary>Runs the blocks: the last hidden state, after the final norm where there is one.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="cache">Earlier tokens, to which these are appended; null for none.</param>
    /// <param name="watcher">Is shown the values; null for nobody.</param>
    /// <returns>[B·T, M].</returns>
    /// <exception cref="HeedException">The text is longer than the model's window, or a token is not in its vocabulary.</exception>
    public Tensor Hidden(Tape tape, TokenBatch batch, KeyValueCache? cache = null, IWatcher? watcher = null)
    {
        int past = cache?.Length ?? 0;
        Check(batch, past, cache);
        Tensor x = Embed(tape, batch, past);
        watcher?.Visit("embed", x);
        var pattern = new AttentionPattern(Blueprint.Direction, past, batch.Real);
        for (int layer = 0; layer < Blueprint.Layers; layer++)
        {
            int mark = tape.Mark;
            Tensor next = Block(tape, layer, x, batch.Batch, pattern, cache, watcher);
            tape.Release(mark, next);
            x = next;
            watcher?.Visit($"blocks.{layer}.resid_post", x);
        }
        cache?.Advance(batch.Length);
        if (Blueprint.NormPlace == NormPlace.Before) x = Norm(tape, x, "final_norm");
        watcher?.Visit("final_norm", x);
        return x;
    }

    /// <summary>Logits of a language head, of every position or of chosen ones.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="hidden">From <see cref="Hidden"/>, [B·T, M].</param>
    /// <param name="rows">Which rows of B·T; all where left out.</param>
    /// <param name="watcher">Is shown the logits.</param>
    /// <returns>[rows, V].</returns>
    /// <exception cref="HeedException">The model has no such head.</exception>
    public Tensor TokenLogits(Tape tape, Tensor hidden, int[]? rows = null, IWatcher? watcher = null)
    {
        if (Blueprint.Head is not (ModelHead.Language or ModelHead.MaskedLanguage))
            throw new HeedException($"logits over tokens: expected a model with a language head; this one has {Blueprint.Head}.");
        Tensor x = rows is null ? hidden : Operations.SelectRows(tape, hidden, rows);
        Tensor? bias = null;
        if (Blueprint.Head == ModelHead.MaskedLanguage)
        {
            x = Operations.Activate(tape, Map(tape, x, "head.dense"), Blueprint.Activation);
            x = Norm(tape, x, "head.norm");
            bias = Parameter("head.bias");
        }
        Tensor logits = Operations.Linear(tape, x, Parameter("embed.weight"), bias, WeightLayout.OutputByInput);
        watcher?.Visit("logits", logits);
        return logits;
    }

    /// <summary>The first position's state through a dense layer and tanh.</summary>
    /// <returns>[B, M].</returns>
    /// <exception cref="HeedException">The model has no pooler.</exception>
    public Tensor Pooled(Tape tape, Tensor hidden, int batch, IWatcher? watcher = null)
    {
        if (!Blueprint.Pooler) throw new HeedException("pooled state: this model has no pooler.");
        int length = hidden.Rows / batch;
        Tensor first = Operations.SelectRows(tape, hidden, [.. Enumerable.Range(0, batch).Select(b => b * length)]);
        Tensor pooled = Operations.Activate(tape, Map(tape, first, "pooler"), Activation.Tanh);
        watcher?.Visit("pooled", pooled);
        return pooled;
    }

    /// <summary>Class logits.</summary>
    /// <returns>[B, labels].</returns>
    /// <exception cref="HeedException">The model has no classification head.</exception>
    public Tensor ClassLogits(Tape tape, Tensor hidden, int batch, IWatcher? watcher = null)
    {
        if (Blueprint.Head != ModelHead.Classification) throw new HeedException($"class logits: expected a classification head; this model has {Blueprint.Head}.");
        Tensor logits = Map(tape, Pooled(tape, hidden, batch, watcher), "classifier");
        watcher?.Visit("logits", logits);
        return logits;
    }

    /// <summary>Gives the weights' memory back.</summary>
    public void Dispose()
    {
        foreach (Tensor parameter in Parameters) parameter.Dispose();
    }

    private void Check(TokenBatch batch, int past, KeyValueCache? cache)
    {
        if (batch.Ids.Length == 0 || batch.Ids.Length % batch.Batch != 0)
            throw new HeedException($"tokens: expected at least one token in each of {batch.Batch} rows of equal length; got {batch.Ids.Length} tokens.");
        int total = past + batch.Length;
        if (total > Blueprint.MaxPositions)
            throw new HeedException($"text too long: {total} tokens; this model's window is {Blueprint.MaxPositions}. Shorten the text or choose a model with a longer window.");
        if (cache is not null && (cache.Batch != batch.Batch || total > cache.Capacity))
            throw new ArgumentException($"cache: expected room for {batch.Batch} rows of {total} tokens; it has {cache.Batch} rows of {cache.Capacity}.", nameof(cache));
        foreach (int id in batch.Ids)
            if ((uint)id >= (uint)Blueprint.VocabularySize) throw new HeedException($"token {id}: expected ids 0 … {Blueprint.VocabularySize - 1}.");
    }

    private Tensor Embed(Tape tape, TokenBatch batch, int past)
    {
        int mark = tape.Mark;
        int[] positions = batch.Positions ?? new int[batch.Ids.Length];
        if (batch.Positions is null)
            for (int i = 0; i < positions.Length; i++) positions[i] = past + i % batch.Length;
        Tensor x = Operations.Add(tape, Operations.Embedding(tape, Parameter("embed.weight"), batch.Ids), Operations.Embedding(tape, Parameter("pos_embed.weight"), positions));
        if (Blueprint.TokenTypes > 0)
            x = Operations.Add(tape, x, Operations.Embedding(tape, Parameter("type_embed.weight"), batch.TokenTypes ?? new int[batch.Ids.Length]));
        if (Blueprint.EmbeddingNorm) x = Norm(tape, x, "embed_norm");
        tape.Release(mark, x);
        return x;
    }

    private Tensor Block(Tape tape, int layer, Tensor x, int batch, AttentionPattern pattern, KeyValueCache? cache, IWatcher? watcher)
    {
        string block = $"blocks.{layer}.";
        if (Blueprint.NormPlace == NormPlace.Before)
        {
            x = Operations.Add(tape, x, SelfAttention(tape, layer, Norm(tape, x, block + "norm1"), batch, pattern, cache, watcher));
            return Operations.Add(tape, x, FeedForward(tape, Norm(tape, x, block + "norm2"), block));
        }
        x = Norm(tape, Operations.Add(tape, x, SelfAttention(tape, layer, x, batch, pattern, cache, watcher)), block + "norm1");
        return Norm(tape, Operations.Add(tape, x, FeedForward(tape, x, block)), block + "norm2");
    }

    private Tensor FeedForward(Tape tape, Tensor x, string block)
        => Map(tape, Operations.Activate(tape, Map(tape, x, block + "mlp.in"), Blueprint.Activation), block + "mlp.out");

    private Tensor SelfAttention(Tape tape, int layer, Tensor x, int batch, AttentionPattern pattern, KeyValueCache? cache, IWatcher? watcher)
    {
        string name = $"blocks.{layer}.attn.";
        int heads = Blueprint.Heads, width = Blueprint.HeadSize;
        HeadSlice q, k, v;
        if (Blueprint.FusedProjections)
        {
            Tensor qkv = Map(tape, x, name + "qkv");
            (q, k, v) = (new(qkv, 0, heads, width), new(qkv, heads * width, heads, width), new(qkv, 2 * heads * width, heads, width));
        }
        else
        {
            (q, k, v) = (new(Map(tape, x, name + "q"), 0, heads, width), new(Map(tape, x, name + "k"), 0, heads, width), new(Map(tape, x, name + "v"), 0, heads, width));
        }
        var call = new AttentionCall { Tape = tape, Q = q, K = k, V = v, Batch = batch, Layer = layer, Cache = cache, Watcher = watcher };
        pattern.Apply(ref call);
        return Map(tape, call.Result!, name + "out");
    }

    private Tensor Map(Tape tape, Tensor x, string name)
        => Operations.Linear(tape, x, Parameter(name + ".weight"), Parameter(name + ".bias"), Blueprint.Layout);

    private Tensor Norm(Tape tape, Tensor x, string name)
        => Operations.LayerNorm(tape, x, Parameter(name + ".weight"), Parameter(name + ".bias"), Blueprint.NormEpsilon);

    private struct AttentionCall : IMaskedCall
    {
        public Tape Tape;
        public HeadSlice Q, K, V;
        public int Batch, Layer;
        public KeyValueCache? Cache;
        public IWatcher? Watcher;
        public Tensor? Result;

        public void Run<TMask>(TMask mask) where TMask : struct, IMask
        {
            if (Cache is null)
            {
                Result = Operations.Attention(Tape, Q, K, V, Batch, mask, default(PlainScore));
                Watcher?.Attend(Layer, Operations.AttentionInputs(Q, K, V, Batch), mask);
                return;
            }
            (HeadView keys, HeadView values) = Cache.Append(Layer, K, V);
            Result = Operations.Attention(Tape, Q, keys, values, Batch, mask, default(PlainScore));
            Watcher?.Attend(Layer, Operations.AttentionInputs(Q, keys, values, Batch), mask);
        }
    }
}
