#:project ../src/Heed/Heed.csproj

// Attention on plain spans: softmax(q·kᵀ/√D)·v, forward and backward, without a model.
//   dotnet run -c Release samples/attention.cs
using System.Globalization;
using Heed;
using Heed.Masks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// [B, H, T, D] = [1, 2, 6, 8], row-major, with numbers anyone can make again.
var shape = new AttentionShape(batch: 1, heads: 2, count: 6, width: 8);
int count = 1 * 2 * 6 * 8, rows = 1 * 2 * 6;
float[] Numbers(int start) => [.. Enumerable.Range(start, count).Select(i => MathF.Sin(i * 0.7f))];
float[] q = Numbers(0), k = Numbers(100), v = Numbers(200);

var output = new float[count];
var logSumExp = new float[rows];
Causal causal = Causal.BottomRight(queryCount: 6, keyCount: 6);
Attention.Forward(q, k, v, output, logSumExp, shape, causal);

// The first token sees itself alone, so its output is its value.
Console.WriteLine($"first token's output = its value: {output.AsSpan(0, 8).SequenceEqual(v.AsSpan(0, 8))}");

// Any weight can be had afterwards from q, k and the row's log-sum-exp: exp(q·k/√D − LSE).
Console.Write("the last token of head 0 attends:");
for (int j = 0; j < 6; j++)
{
    double score = 0;
    for (int d = 0; d < 8; d++) score += q[5 * 8 + d] * k[j * 8 + d];
    Console.Write($" {Math.Exp(score / Math.Sqrt(8) - logSumExp[5]):F3}");
}
Console.WriteLine();

// Gradients of the sum of all outputs.
float[] dOutput = [.. Enumerable.Repeat(1f, count)], dq = new float[count], dk = new float[count], dv = new float[count];
Attention.Backward(q, k, v, output, logSumExp, dOutput, dq, dk, dv, shape, causal);

// Each of the 12 queries spends a weight of 1 in all, on each of the 8 numbers of the values.
Console.WriteLine($"sum of the values' gradients: {dv.Sum():F3}");
