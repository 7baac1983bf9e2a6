using Heed.Numerics;

namespace Heed.Autograd;

/// <summary>The few operations models need, each with its gradient, on fused kernels.</summary>
public static unsafe partial class Operations
{
    /// <summary>y = x·W + b over the last axis.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, in].</param>
    /// <param name="weight">[in, out] or [out, in], as <paramref name="layout"/> says.</param>
    /// <param name="bias">[out]; null for none.</param>
    /// <param name="layout">How the weight lies.</param>
    /// <returns>[…, out].</returns>
    /// <exception cref="ArgumentException">A shape is off.</exception>
    public static Tensor Linear(Tape tape, Tensor x, Tensor weight, Tensor? bias, WeightLayout layout)
    {
        Tensor y = MapOutput(tape, x, weight, bias, layout);
        float* biases = bias is null ? null : bias.Data;
        var xs = new Matrix(x.Data, x.Rows, x.Columns);
        if (layout == WeightLayout.OutputByInput) StoredProduct.Multiply(xs, new StoredMap(weight.Stored, biases, y.Data, y.Columns));
        else MatrixProduct.Multiply(xs, new Matrix(weight.Data, x.Columns, y.Columns), new Matrix(y.Data, y.Rows, y.Columns), biases);
        RecordMap(tape, x, weight, bias, layout, y);
        GC.KeepAlive(weight);
        return y;
    }

    /// <summary>Several maps of one x, weights output by input: read once, on all threads together.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">[…, in].</param>
    /// <param name="maps">For each [out, in] and [out], or null for no bias; at most 8.</param>
    /// <returns>[…, out] of each.</returns>
    /// <exception cref="ArgumentException">A shape is off, or there are too many.</exception>
    public static Tensor[] Linear(Tape tape, Tensor x, params ReadOnlySpan<(Tensor Weight, Tensor? Bias)> maps)
    {
        if (maps.Length > MostMaps) throw new ArgumentException($"linear: expected at most {MostMaps} maps; got {maps.Length}.", nameof(maps));
        var outputs = new Tensor[maps.Length];
        Span<StoredMap> stored = stackalloc StoredMap[MostMaps];
        for (int m = 0; m < maps.Length; m++)
        {
            (Tensor weight, Tensor? bias) = maps[m];
            Tensor y = outputs[m] = MapOutput(tape, x, weight, bias, WeightLayout.OutputByInput);
            stored[m] = new StoredMap(weight.Stored, bias is null ? null : bias.Data, y.Data, y.Columns);
        }
        StoredProduct.Multiply(new Matrix(x.Data, x.Rows, x.Columns), stored[..maps.Length]);
        foreach ((Tensor weight, _) in maps) GC.KeepAlive(weight);
        for (int m = 0; m < maps.Length; m++) RecordMap(tape, x, maps[m].Weight, maps[m].Bias, WeightLayout.OutputByInput, outputs[m]);
        return outputs;
    }

    private const int MostMaps = 8;

    private static Tensor MapOutput(Tape tape, Tensor x, Tensor weight, Tensor? bias, WeightLayout layout)
    {
        if (weight.Shape.Length != 2) throw new ArgumentException($"linear: expected a weight of two axes; got {weight}.", nameof(weight));
        (int inputs, int outputs) = layout == WeightLayout.InputByOutput ? (weight.Shape[0], weight.Shape[1]) : (weight.Shape[1], weight.Shape[0]);
        if (x.Shape.Length == 0 || x.Columns != inputs)
            throw new ArgumentException($"linear: expected x[…, {inputs}] for weight {weight}; got x{x}.", nameof(x));
        if (bias is not null && bias.Count != outputs)
            throw new ArgumentException($"linear: expected bias[{outputs}]; got {bias}.", nameof(bias));
        Span<int> shape = stackalloc int[x.Shape.Length];
        x.Shape.CopyTo(shape);
        shape[^1] = outputs;
        return tape.Allocate(shape);
    }

    private static void RecordMap(Tape tape, Tensor x, Tensor weight, Tensor? bias, WeightLayout layout, Tensor y)
        => tape.Record(y, () =>
        {
            int rows = x.Rows, inputs = x.Columns, outputs = y.Columns;
            var dy = new Matrix(y.GradientData, rows, outputs);
            if (x.RequiresGradient)
            {
                var dx = new Matrix(x.OpenGradient(out bool accumulate), rows, inputs);
                if (layout == WeightLayout.OutputByInput) StoredProduct.MultiplyBack(dy, weight.Stored, dx, accumulate);
                else MatrixProduct.Multiply(dy, new Matrix(weight.Data, inputs, outputs).Transposed, dx, accumulate: accumulate);
            }
            if (weight.RequiresGradient)
            {
                float* dw = weight.OpenGradient(out bool accumulate);
                var xs = new Matrix(x.Data, rows, inputs);
                if (layout == WeightLayout.InputByOutput)
                    MatrixProduct.Multiply(xs.Transposed, dy, new Matrix(dw, inputs, outputs), accumulate: accumulate);
                else MatrixProduct.Multiply(dy.Transposed, xs, new Matrix(dw, outputs, inputs), accumulate: accumulate);
            }
            if (bias is { RequiresGradient: true }) ColumnSums.Add(y.GradientData, rows, outputs, bias.OpenGradientToAdd());
            GC.KeepAlive(weight);
        });
}
