using Heed.Autograd;
using Heed.Dropout;
using Heed.Linear;
using Heed.Masks;
using Heed.Numerics;
using Heed.Positions;
using Heed.Scores;

namespace Heed.Tests.BadInput;

public sealed unsafe partial class BadInputTests
{
    private static List<Case> AutogradCases()
    {
        List<Case> cases = [];
        cases.Add(new("Tensor, negative axis", a => _ = new Tensor([2, -1]), "shape", "at least 0", "got -1"));
        cases.Add(new("Tensor, too many elements", a => _ = new Tensor([1 << 20, 1 << 20, 1 << 20, 1 << 20]), "shape",
            "at most 2147483647 elements", "got [1048576"));
        cases.Add(new("Tensor.SetGradient", _ => New(2, 3).SetGradient(new float[5]), "gradient", "6 numbers", "got 5"));
        cases.Add(On("Tape.Backward, not a scalar", t => t.Backward(New(2, 3)), "loss", "one element", "got [2, 3]"));
        cases.Add(On(
            "Linear, x", t => Operations.Linear(t, New(2, 3), New(4, 5), null, WeightLayout.InputByOutput), "x", "x[…, 4]", "got x[2, 3]"));
        cases.Add(On(
            "Linear, a scalar", t => Operations.Linear(t, New(), New(1, 5), null, WeightLayout.InputByOutput), "x", "x[…, 1]", "got x[]"));
        cases.Add(On("Linear, weight of one axis", t => Operations.Linear(t, New(2, 3), New(3), null, WeightLayout.InputByOutput), "weight",
            "two axes", "got [3]"));
        cases.Add(On("Linear, bias", t => Operations.Linear(t, New(2, 3), New(3, 5), New(3), WeightLayout.InputByOutput), "bias", "bias[5]",
            "got [3]"));
        cases.Add(On("LayerNorm, gain", t => Operations.LayerNorm(t, New(2, 3), New(4), null, 1e-5f), "gain", "[3]", "got [4]"));
        cases.Add(On("LayerNorm, bias", t => Operations.LayerNorm(t, New(2, 3), New(3), New(2), 1e-5f), "bias", "[3]", "got [3] and [2]"));
        cases.Add(On("LayerNorm, ε NaN", t => Operations.LayerNorm(t, New(2, 3), New(3), null, float.NaN), "epsilon",
            "a finite number of at least 0", "got NaN"));
        cases.Add(On("RmsNorm, gain", t => Operations.RmsNorm(t, New(2, 3), New(4), 1e-5f), "gain", "[3]", "got [4]"));
        cases.Add(On("RmsNorm, ε −1", t => Operations.RmsNorm(t, New(2, 3), New(3), -1f), "epsilon", "at least 0", "got -1"));
        cases.Add(On("RmsNorm, pieces", t => Operations.RmsNorm(t, New(2, 3), New(2), 1e-5f, pieces: 2), "pieces", "2·width",
            "got [2, 3]"));
        cases.Add(On("Multiply, shapes", t => Operations.Multiply(t, New(2, 3), New(3, 2)), "b", "equal shapes", "got [2, 3] and [3, 2]"));
        cases.Add(On("Scale, ∞", t => Operations.Scale(t, New(2), float.PositiveInfinity), "factor", "a finite number", "got Infinity"));
        cases.Add(On("SideBySide, stride", t => Operations.SideBySide(t, new HeadSlice(New(6, 12), 1, 2, 4) { Stride = 8 }), "Tensor",
            "at least 13", "got [6, 12]"));
        cases.Add(On("Activate, unknown", t => Operations.Activate(t, New(2), (Activation)99), "activation", "a known one", "got 99"));
        cases.Add(On("Add, shapes", t => Operations.Add(t, New(2, 3), New(3, 2)), "b", "equal shapes", "got [2, 3] and [3, 2]"));
        cases.Add(On("AppendRow, batch", t => Operations.AppendRow(t, New(5, 3), null, 2), "x", "[B=2·T, width]", "got [5, 3]"));
        cases.Add(On("AppendRow, row", t => Operations.AppendRow(t, New(4, 3), New(2), 2), "row", "row[3]", "got [2]"));
        cases.Add(On("RepeatRow, −1", t => Operations.RepeatRow(t, New(3), -1), "rows", "at least 0", "got -1"));
        cases.Add(On("Embedding, id", t => Operations.Embedding(t, New(4, 3), [0, 4]), "ids", "0 … 3", "got 4"));
        cases.Add(On("SelectRows, row", t => Operations.SelectRows(t, New(4, 3), [-1]), "rows", "0 … 3", "got -1"));
        cases.Add(On("CrossEntropy, labels", t => Operations.CrossEntropy(t, New(4, 3), [0]), "labels", "4 labels", "got 1"));
        cases.Add(On("CrossEntropy, label", t => Operations.CrossEntropy(t, New(2, 3), [0, 3]), "labels", "0 … 2", "got 3"));
        cases.Add(On("CrossEntropy, weights", t => Operations.CrossEntropy(t, New(2, 3), [0, 1], [1f]), "weights", "2 weights", "got 1"));
        cases.Add(On("Rotary, angles", t => Operations.Rotary(t, new HeadSlice(New(6, 8), 0, 2, 4), 2, new RotaryTable(4).At(0, 4)), "x",
            "T=4", "got [2, 2, 3, 4]"));
        cases.Add(On("HeadSlice, too wide", t => Attend(t, new HeadSlice(New(6, 8), 4, 2, 4)), "Tensor", "2 heads of width 4 from column 4",
            "got [6, 8]"));
        cases.Add(On("HeadSlice, batch", t => Attend(t, new HeadSlice(New(5, 8), 0, 2, 4)), "Tensor", "[B=2·T", "got [5, 8]"));
        cases.Add(On("Attention, scale", t => Attend(t, new HeadSlice(New(6, 8), 0, 2, 4), float.NegativeInfinity), "scale",
            "a finite number greater than 0", "got -Infinity"));
        cases.Add(On("Attention, sinks", t => Learn(t, default(NoParameters), New(3)), "sinks", "[Hq=2]", "got [3]"));
        cases.Add(On("Attention, bias of another shape", t => Learn(t, new LearnedBias(New(1, 2, 3, 4)), null), "parameters", "Tk=3 or 1",
            "got [1, 2, 3, 4]"));
        cases.Add(On("Attention, table of other heads", t => Learn(t, new LearnedDistanceBias(New(4, 3), _ => 0, 3, 3), null), "parameters",
            "Hq=2", "got one for 3, 3, 3"));
        cases.Add(On("Attention, the second parameter",
            t => Learn(t, new BothParameters<NoParameters, LearnedBias>(default, default), null), "parameters", "a tensor", "got none"));
        cases.Add(
            new("LearnedBias, two axes", a => _ = new LearnedBias(New(3, 3)), "bias", "[B or 1, Hq or 1, Tq or 1, Tk or 1]", "got [3, 3]"));
        cases.Add(new(
            "LearnedDistanceBias, one axis", a => _ = new LearnedDistanceBias(New(3), _ => 0, 3, 3), "table", "[buckets, Hq]", "got [3]"));
        cases.Add(
            new("LearnedDistanceBias, bucket", a => _ = new LearnedDistanceBias(New(3, 2), _ => 3, 3, 3), "bucket", "0 … 2", "got 3"));
        cases.Add(On("Linear attention, T of decays", t => Operations.LinearAttention(
            t, Slice(6, 2, 4), Slice(6, 2, 4), Slice(6, 2, 4), 2, Slice(8, 2, 1)), "log decay", "T=3", "got [2, 2, 4, 1]"));
        cases.Add(On("Linear attention, width of decays", t => Operations.LinearAttention(
            t, Slice(6, 2, 4), Slice(6, 2, 4), Slice(6, 2, 4), 2, Slice(6, 2, 3)), "log decay", "Dk=4", "got [2, 2, 3, 3]"));
        cases.Add(On("Linear attention, heads of strengths", t => Operations.LinearAttention(
            t, Slice(6, 2, 4), Slice(6, 2, 4), Slice(6, 2, 4), 2, null, Slice(6, 1, 1)), "beta", "Hkv=2", "got [2, 1, 3, 1]"));
        cases.Add(On("Kernel attention, causal lengths", t => Operations.KernelAttention(
            t, Slice(4, 2, 4), Slice(6, 2, 4), Slice(6, 2, 4), 2, default(EluPlusOne), default(CausalSum)), "queries", "T=3", "got T=2"));
        cases.Add(
            new("MultiHeadAttention, width", a => _ = new MultiHeadAttention(10, 3), "width", "a positive multiple of heads=3", "got 10"));
        cases.Add(new(
            "MultiHeadAttention, no heads", a => _ = new MultiHeadAttention(10, 0), "width", "a positive multiple of heads=0", "got 10"));
        cases.Add(new("MultiHeadAttention, key width", a => _ = new MultiHeadAttention(8, 2, 0), "keyWidth", "at least 1", "got 0"));
        cases.Add(
            new("MultiHeadAttention, value width", a => _ = new MultiHeadAttention(8, 2, 4, -1), "valueWidth", "at least 1", "got -1"));
        cases.Add(On("MultiHeadAttention, queries", t => new MultiHeadAttention(8, 2).Forward(
            t, New(6, 7), New(6, 8), New(6, 8), 2, default(Bidirectional), default(PlainScore)), "x", "x[…, 8]", "got x[6, 7]"));
        cases.Add(On("MultiHeadAttention, values", t => new MultiHeadAttention(8, 2).Forward(
            t, New(6, 8), New(6, 8), New(4, 8), 2, default(Bidirectional), default(PlainScore)), "values", "as many rows as keys",
            "got [6, 8] and [4, 8]"));
        cases.Add(new("MatrixProduct, shapes", a => MatrixProduct.Multiply(
            new Matrix(a.Take(6), 2, 3), new Matrix(a.Take(8), 4, 2), new Matrix(a.Take(4), 2, 2)), "c", "[M, K]·[K, N] = [M, N]",
            "got [2, 3]·[4, 2]"));
        cases.Add(new("MatrixProduct, C transposed", a => MatrixProduct.Multiply(
            new Matrix(a.Take(6), 2, 3), new Matrix(a.Take(6), 3, 2), new Matrix(a.Take(4), 2, 2).Transposed), "c", "column stride 1",
            "got 2"));
        cases.Add(new("MatrixProduct, bias and accumulation", a => MatrixProduct.Multiply(
            new Matrix(a.Take(6), 2, 3), new Matrix(a.Take(6), 3, 2), new Matrix(a.Take(4), 2, 2), a.Take(2), true), "bias",
            "a bias or accumulation", "got both"));
        return cases;
    }

    private static Tensor New(params int[] shape) => new(shape);

    private static HeadSlice Slice(int rows, int heads, int width) => new(New(rows, heads * width), 0, heads, width);

    private static Case On(string name, Action<Tape> act, string parameter, string expected, string got) => new($"Autograd, {name}", _ =>
    {
        using var tape = new Tape(recording: true);
        act(tape);
    }, parameter, expected, got);

    private static void Attend(Tape tape, HeadSlice q, float? scale = null)
        => Operations.Attention(tape, q, Slice(6, 2, 4), Slice(6, 2, 4), 2, default(Bidirectional), default(PlainScore), scale);

    private static void Learn<TParameters>(Tape tape, TParameters parameters, Tensor? sinks) where TParameters : struct, IScoreParameters
        => Operations.Attention(
            tape, Slice(6, 2, 4), Slice(6, 2, 4), Slice(6, 2, 4), 2, default(Bidirectional), default(PlainScore), default(NoDropout),
            parameters, sinks);
}
