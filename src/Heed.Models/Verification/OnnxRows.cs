using Heed.Autograd;

namespace Heed.Models.Verification;

/// <summary>ONNX operators that work on elements or rows.</summary>
internal static class OnnxRows
{
    /// <summary>Gelu: exact, or by its tanh approximation.</summary>
    public static Outcome Gelu(OnnxNode node)
    {
        string form = node.Text("approximate", "none");
        if (form is not ("none" or "tanh")) return Outcome.Skipped($"Gelu, approximate \"{form}\": Heed has \"none\" and \"tanh\"");
        string name = node.Inputs.First();
        int[] shape = node.Shape(name);
        using Tensor x = Load(node, name, shape);
        using var tape = new Tape(recording: false);
        node.Compare(node.Outputs.First(), shape, Operations.Activate(tape, x, form == "tanh" ? Activation.GeluTanh : Activation.Gelu).Span);
        return node.Comparison.Outcome();
    }

    /// <summary>Swish: x·σ(αx).</summary>
    public static Outcome Swish(OnnxNode node)
    {
        double alpha = node.Number("alpha", 1);
        if (alpha != 1) return Outcome.Skipped($"Swish, alpha {alpha}: Heed has 1");
        string name = node.Inputs.First();
        int[] shape = node.Shape(name);
        using Tensor x = Load(node, name, shape);
        using var tape = new Tape(recording: false);
        node.Compare(node.Outputs.First(), shape, Operations.Activate(tape, x, Activation.Silu).Span);
        return node.Comparison.Outcome();
    }

    /// <summary>RMS normalization over the axes from <c>axis</c> on, taken as one.</summary>
    public static Outcome RmsNormalization(OnnxNode node)
    {
        if (node.Integer("stash_type", 1) != 1) return Outcome.Skipped("RMSNormalization, stash_type: Heed computes in float32");
        string[] inputs = [.. node.Inputs];
        int[] shape = node.Shape(inputs[0]);
        int width = shape[node.Axis(shape)..].Aggregate(1, (product, n) => product * n);
        using Tensor x = Load(node, inputs[0], [shape.Aggregate(1, (product, n) => product * n) / width, width]);
        using Tensor gain = Load(node, inputs[1], [width]);
        using var tape = new Tape(recording: false);
        node.Compare(node.Outputs.First(), shape, Operations.RmsNorm(tape, x, gain, (float)node.Number("epsilon", 1e-5)).Span);
        return node.Comparison.Outcome();
    }

    /// <summary>Layer normalization over the axes from <c>axis</c> on, taken as one.</summary>
    public static Outcome LayerNormalization(OnnxNode node)
    {
        if (node.Integer("stash_type", 1) != 1) return Outcome.Skipped("LayerNormalization, stash_type: Heed computes in float32");
        string[] inputs = [.. node.Inputs];
        int[] shape = node.Shape(inputs[0]);
        int width = shape[node.Axis(shape)..].Aggregate(1, (product, n) => product * n);
        using Tensor x = Load(node, inputs[0], [shape.Aggregate(1, (product, n) => product * n) / width, width]);
        using Tensor gain = Load(node, inputs[1], [width]);
        using Tensor? bias = inputs.Length > 2 ? Load(node, inputs[2], [width]) : null;
        using var tape = new Tape(recording: false);
        string[] outputs = [.. node.Outputs];
        node.Compare(outputs[0], shape, Operations.LayerNorm(tape, x, gain, bias, (float)node.Number("epsilon", 1e-5)).Span);
        if (outputs.Length > 1) node.Comparison.Note($"{string.Join(", ", outputs[1..])} not compared: Heed keeps them to itself");
        return node.Comparison.Outcome();
    }

    /// <summary>Softmax over an axis.</summary>
    public static Outcome Softmax(OnnxNode node) => AlongAxis(node, Operations.Softmax);

    /// <summary>The logarithm of softmax over an axis.</summary>
    public static Outcome LogSoftmax(OnnxNode node) => AlongAxis(node, Operations.LogSoftmax);

    /// <summary>An operation over the last axis, which the node's axis is made.</summary>
    private static Outcome AlongAxis(OnnxNode node, Func<Tape, Tensor, Tensor> operation)
    {
        string name = node.Inputs.First();
        int[] shape = node.Shape(name);
        int axis = node.Axis(shape), width = shape[axis];
        float[] values = node.Floats(name);
        int inner = shape[(axis + 1)..].Aggregate(1, (product, n) => product * n);
        using var x = new Tensor([values.Length / width, width], name);
        for (int i = 0; i < values.Length; i++) x.Span[Line(i)] = values[i];
        using var tape = new Tape(recording: false);
        Tensor y = operation(tape, x);
        for (int i = 0; i < values.Length; i++) values[i] = y.Span[Line(i)];
        node.Compare(node.Outputs.First(), shape, values);
        return node.Comparison.Outcome();

        // [outer, width, inner] → [outer · inner, width].
        int Line(int i) => (i / inner / width * inner + i % inner) * width + i / inner % width;
    }

    private static Tensor Load(OnnxNode node, string input, ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor(shape, input);
        float[] values = node.Floats(input);
        if (values.Length != tensor.Count)
        {
            string expected = tensor.ToString();
            tensor.Dispose();
            throw node.Item.Error($"expected {expected}; got {values.Length} numbers");
        }
        values.CopyTo(tensor.Span);
        return tensor;
    }
}
