using Heed.Autograd;
using Heed.Masks;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;
using Heed.Scores;

namespace Heed.Models.Verification;

/// <summary>One PyTorch module: loads its parameters, runs it as Heed's operations, and compares output, weights and gradients.</summary>
internal sealed class TorchModule(JsonPart item, SafetensorsFile tensors) : IDisposable
{
    private readonly Tape _tape = new(recording: true);
    private readonly List<IDisposable> _owned = [];

    // What is compared after the backward pass: a name in the file, and how our gradient is read as that tensor.
    private readonly List<(string Name, Func<float[]> Gradient)> _gradients = [];

    /// <summary>What came of it.</summary>
    public Comparison Comparison { get; } = new();

    private JsonPart Options => item["constructor"];

    /// <summary>torch.nn.MultiheadAttention.</summary>
    public void Attention()
    {
        bool batchFirst = Flag("batch_first");
        bool self = !tensors.Contains("k");
        int batch = tensors.Shape("q", 3)[batchFirst ? 0 : 1];
        Tensor q = Input("q", batchFirst), k = self ? q : Input("k", batchFirst), v = self ? q : Input("v", batchFirst);
        MultiHeadAttention attention = Load("", Options["embed_dim"].Number(), Options["num_heads"].Number());
        var weights = new Weights();
        int keys = k.Rows / batch;
        Tensor output = attention.Forward(_tape, q, k, v, batch, Mask("attn_mask", "key_padding_mask", batch, q.Rows / batch, keys), default(PlainScore), weights);
        Compare("weights", weights.Shape, weights.Values, gradient: false);
        Finish(output, batch, batchFirst);
    }

    /// <summary>torch.nn.TransformerEncoderLayer.</summary>
    public void EncoderLayer()
    {
        RequireBatchFirst();
        int width = Options["d_model"].Number();
        Tensor x = Input("src", batchFirst: true);
        int batch = tensors.Shape("src", 3)[0], length = x.Rows / batch;
        BooleanMatrix mask = Mask("src_mask", "src_key_padding_mask", batch, length, length);
        MultiHeadAttention attention = Load("self_attn.", width, Options["nhead"].Number());
        bool before = Flag("norm_first");
        x = Residual(x, "norm1", before, y => attention.Forward(_tape, y, y, y, batch, mask, default(PlainScore)));
        Finish(Residual(x, "norm2", before, FeedForward), batch, batchFirst: true);
    }

    /// <summary>torch.nn.TransformerDecoderLayer.</summary>
    public void DecoderLayer()
    {
        RequireBatchFirst();
        int width = Options["d_model"].Number(), heads = Options["nhead"].Number();
        Tensor x = Input("tgt", batchFirst: true), memory = Input("memory", batchFirst: true);
        int batch = tensors.Shape("tgt", 3)[0], length = x.Rows / batch, memoryLength = memory.Rows / batch;
        BooleanMatrix own = Mask("tgt_mask", "tgt_key_padding_mask", batch, length, length), cross = Mask("memory_mask", "memory_key_padding_mask", batch, length, memoryLength);
        MultiHeadAttention self = Load("self_attn.", width, heads), other = Load("multihead_attn.", width, heads);
        bool before = Flag("norm_first");
        x = Residual(x, "norm1", before, y => self.Forward(_tape, y, y, y, batch, own, default(PlainScore)));
        x = Residual(x, "norm2", before, y => other.Forward(_tape, y, memory, memory, batch, cross, default(PlainScore)));
        Finish(Residual(x, "norm3", before, FeedForward), batch, batchFirst: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tape.Dispose();
        foreach (IDisposable owned in _owned) owned.Dispose();
    }

    private Tensor Residual(Tensor x, string norm, bool before, Func<Tensor, Tensor> part)
    {
        Tensor gain = Parameter(norm + ".weight"), bias = Parameter(norm + ".bias");
        return before
            ? Operations.Add(_tape, x, part(Operations.LayerNorm(_tape, x, gain, bias, Epsilon())))
            : Operations.LayerNorm(_tape, Operations.Add(_tape, x, part(x)), gain, bias, Epsilon());
    }

    private Tensor FeedForward(Tensor x)
    {
        Tensor hidden = Operations.Linear(_tape, x, Parameter("linear1.weight"), Parameter("linear1.bias"), WeightLayout.OutputByInput);
        hidden = Operations.Activate(_tape, hidden, Options["activation"].IsNull ? Activation.Relu : Options["activation"].Text() switch
        {
            "relu" => Activation.Relu,
            "gelu" => Activation.Gelu,
            var other => throw Options["activation"].Error($"expected relu or gelu; got '{other}'"),
        });
        return Operations.Linear(_tape, hidden, Parameter("linear2.weight"), Parameter("linear2.bias"), WeightLayout.OutputByInput);
    }

    /// <summary>An input as [B·T, width]; its gradient is compared under d + name.</summary>
    private Tensor Input(string name, bool batchFirst)
    {
        int[] shape = tensors.Shape(name, 3);
        float[] values = tensors.Floats(name);
        Tensor tensor = Own(new Tensor([shape[0] * shape[1], shape[2]], name) { RequiresGradient = true });
        (batchFirst ? values : Exchanged(values, shape[0], shape[1], shape[2])).CopyTo(tensor.Span);
        _gradients.Add(("d" + name, () => batchFirst ? tensor.Gradient.ToArray() : Exchanged(tensor.Gradient, shape[1], shape[0], shape[2])));
        return tensor;
    }

    private Tensor Parameter(string name)
    {
        string stored = "param." + name;
        long[] shape = tensors.Entry(stored).Shape;
        Tensor tensor = Own(new Tensor([.. shape.Select(n => (int)n)], name) { RequiresGradient = true });
        tensors.ReadFloats(stored, tensor.Span);
        _gradients.Add(("grad." + name, () => tensor.Gradient.ToArray()));
        return tensor;
    }

    private MultiHeadAttention Load(string prefix, int width, int heads)
    {
        bool packed = tensors.Contains($"param.{prefix}in_proj_weight"), biases = tensors.Contains($"param.{prefix}in_proj_bias");
        bool added = tensors.Contains($"param.{prefix}bias_k");
        int? keyWidth = packed ? null : (int)tensors.Entry($"param.{prefix}k_proj_weight").Shape[1], valueWidth = packed ? null : (int)tensors.Entry($"param.{prefix}v_proj_weight").Shape[1];
        var module = Own(new MultiHeadAttention(width, heads, keyWidth, valueWidth, biases, added, Flag("add_zero_attn")));
        if (packed) Fill(prefix + "in_proj_weight", module.QueryWeight, module.KeyWeight, module.ValueWeight);
        else
        {
            Fill(prefix + "q_proj_weight", module.QueryWeight);
            Fill(prefix + "k_proj_weight", module.KeyWeight);
            Fill(prefix + "v_proj_weight", module.ValueWeight);
        }
        if (biases) Fill(prefix + "in_proj_bias", module.QueryBias!, module.KeyBias!, module.ValueBias!);
        Fill(prefix + "out_proj.weight", module.OutputWeight);
        if (tensors.Contains($"param.{prefix}out_proj.bias") && module.OutputBias is not null) Fill(prefix + "out_proj.bias", module.OutputBias);
        if (added)
        {
            Fill(prefix + "bias_k", module.AddedKey!);
            Fill(prefix + "bias_v", module.AddedValue!);
        }
        return module;
    }

    /// <summary>Reads one stored tensor into parameters that lie one after the other in it.</summary>
    private void Fill(string name, params Tensor[] parts)
    {
        float[] values = tensors.Floats("param." + name);
        if (values.Length != parts.Sum(part => part.Count)) throw new HeedException($"{tensors.Path}: tensor 'param.{name}': expected {parts.Sum(part => part.Count)} values; got {values.Length}.");
        int at = 0;
        foreach (Tensor part in parts)
        {
            values.AsSpan(at, part.Count).CopyTo(part.Span);
            at += part.Count;
        }
        _gradients.Add(("grad." + name, () => [.. parts.SelectMany(part => part.Gradient.ToArray())]));
    }

    /// <summary>PyTorch's two masks as one: −∞ in the additive one hides, true in the padding one hides.</summary>
    private BooleanMatrix Mask(string additive, string padding, int batch, int queries, int keys)
    {
        float[]? scores = tensors.Contains(additive) ? tensors.Floats(additive) : null;
        bool[]? hidden = tensors.Contains(padding) ? tensors.ReadBool(padding) : null;
        var allowed = new bool[batch * queries * keys];
        for (int i = 0; i < allowed.Length; i++)
        {
            float score = scores is null ? 0 : scores[i % (queries * keys)];
            if (score is not (0 or float.NegativeInfinity)) throw item["masks"].Error($"{additive}: expected zeros and −∞; got {score}");
            allowed[i] = score == 0 && !(hidden?[i / (queries * keys) * keys + i % keys] ?? false);
        }
        return new BooleanMatrix(allowed, batch, 1, queries, keys);
    }

    private void Finish(Tensor output, int batch, bool batchFirst)
    {
        int[] shape = tensors.Shape("out", 3);
        Compare("out", [.. shape], batchFirst ? output.Span.ToArray() : Exchanged(output.Span, batch, shape[0], shape[2]), gradient: false);
        if (output.Count != tensors.Floats("dout").Length) throw new HeedException($"{tensors.Path}: tensor 'dout': expected the shape of 'out'.");
        float[] gradient = tensors.Floats("dout");
        output.SetGradient(batchFirst ? gradient : Exchanged(gradient, shape[0], shape[1], shape[2]));
        _tape.Backward();
        foreach ((string name, Func<float[]> values) in _gradients) Compare(name, [.. tensors.Entry(name).Shape.Select(n => (int)n)], values(), gradient: true);
    }

    private void Compare(string name, int[] shape, float[] actual, bool gradient)
    {
        if (!tensors.Contains(name))
        {
            Comparison.Problem($"{name}: {Path.GetFileName(tensors.Path)} has no such tensor");
            return;
        }
        double error = item["float32_error_over_max"][gradient ? "gradients" : "forward"].Fraction();
        Comparison.Tensor(name, tensors.Entry(name).Shape, tensors.ReadDoubles(name), [.. shape.Select(n => (long)n)], ReferenceTensors.Widen(actual), Tolerance.AttentionSingle(error));
    }

    private float Epsilon() => Options["layer_norm_eps"].IsNull ? 1e-5f : (float)Options["layer_norm_eps"].Fraction();

    /// <summary>Layers are read with the batch first, as all of them are stored.</summary>
    private void RequireBatchFirst()
    {
        if (!Flag("batch_first")) throw Options.Error("batch_first: expected true for a layer; got false");
    }

    private bool Flag(string name) => Options[name].Flag(otherwise: false);

    private T Own<T>(T owned) where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    // [first, second, width] → [second, first, width].
    private static float[] Exchanged(ReadOnlySpan<float> values, int first, int second, int width)
    {
        var result = new float[values.Length];
        for (int i = 0; i < first; i++)
            for (int j = 0; j < second; j++) values.Slice((i * second + j) * width, width).CopyTo(result.AsSpan((j * first + i) * width));
        return result;
    }

    private sealed class Weights : IAttentionWatcher
    {
        public int[] Shape { get; private set; } = [];

        public float[] Values { get; private set; } = [];

        public void Attend<TMask, TScore>(in AttentionInputs inputs, TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
        {
            (long[] shape, double[] values) = RunWatcher.Weights(inputs, mask, score);
            (Shape, Values) = ([.. shape.Select(n => (int)n)], Array.ConvertAll(values, x => (float)x));
        }
    }
}
