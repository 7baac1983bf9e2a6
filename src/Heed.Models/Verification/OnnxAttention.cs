using Heed.Masks;
using Heed.Models.Weights;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Models.Verification;

/// <summary>
/// ONNX Attention (and FlexAttention without subgraphs): [B, H, T, D], or [B, T, H·D] with the heads given; causal from the top left, after
/// the past; masks of truth values or numbers added to the scores, filled up where they are shorter than the keys.
/// </summary>
internal static class OnnxAttention
{
    private static readonly string[] s_attributes = ["scale", "is_causal", "q_num_heads", "kv_num_heads", "softcap", "qk_matmul_output_mode"];
    private static readonly string[] s_outputs = ["Y", "present_key", "present_value", "qk_matmul_output"];

    /// <summary>Runs the node and compares.</summary>
    public static Outcome Check(OnnxNode node)
    {
        string[] others = [.. node.Attributes.Where(name => !s_attributes.Contains(name) && node.Number(name, 0) != 0)];
        if (others.Length > 0) return Outcome.Skipped($"Heed does not have {string.Join(", ", others)}");
        string[] outputs = [.. node.Outputs];
        if (outputs.Except(s_outputs).Any()) return Outcome.Skipped($"Heed does not have the output {string.Join(", ", outputs.Except(s_outputs))}");

        Heads q = Load(node, "Q", "q_num_heads"), k = Load(node, "K", "kv_num_heads"), v = Load(node, "V", "kv_num_heads");
        int past = 0;
        if (node.Inputs.Contains("past_key"))
        {
            Heads pastKeys = Load(node, "past_key", ""), pastValues = Load(node, "past_value", "");
            past = pastKeys.Length;
            (k, v) = (Concat(pastKeys, k), Concat(pastValues, v));
        }
        var shape = new AttentionShape(q.Batch, q.Count, k.Count, q.Length, k.Length, q.Width, v.Width);
        KeyRange[]? real = null;
        BooleanMatrix? matrix = null;
        (float[] Numbers, int[] Shape)? bias = null;
        if (node.Inputs.Contains("attn_mask"))
        {
            // A mask shorter than the keys hides the rest of them.
            int columns = node.Shape("attn_mask")[^1];
            if (columns == 1) columns = k.Length;
            if (columns < k.Length) real = [.. Enumerable.Repeat(new KeyRange(0, columns), q.Batch)];
            int[] maskShape = BroadcastTensor.Shape(node.Tensors, "input.attn_mask", shape with { KeyCount = columns });
            if (node.Tensors.Entry("input.attn_mask").Type == TensorType.BOOL)
                matrix = BroadcastTensor.Mask(Filled(node.Tensors.ReadBool("input.attn_mask"), maskShape, k.Length), [.. maskShape[..3], maskShape[3] == 1 ? 1 : k.Length], shape);
            else
                bias = (Filled(node.Floats("attn_mask"), maskShape, k.Length), [.. maskShape[..3], maskShape[3] == 1 ? 1 : k.Length]);
        }
        if (node.Inputs.Contains("nonpad_kv_seqlen"))
        {
            int[] lengths = node.Tensors.Integers("input.nonpad_kv_seqlen");
            real = [.. lengths.Select((length, b) => new KeyRange(0, length).Intersect(real is null ? new KeyRange(0, k.Length) : real[b]))];
        }
        if (real is not null && real.Length != q.Batch) throw node.Item.Error($"expected padding for {q.Batch} rows; got {real.Length}");

        var variation = new AttentionVariation
        {
            Pattern = new AttentionPattern(node.Integer("is_causal", 0) != 0 ? Direction.Causal : Direction.Bidirectional, past, real),
            Matrix = matrix,
            SoftCap = node.Number("softcap", 0) is > 0 and var cap ? (float)cap : null,
            Bias = bias?.Numbers,
            BiasShape = bias?.Shape,
        };
        var call = new Call { Shape = shape, Q = q.Values, K = k.Values, V = v.Values, Scale = node.Number("scale", 0) is > 0 and var scale ? (float)scale : null };
        variation.Apply(ref call);
        if (outputs.Contains("qk_matmul_output"))
        {
            // 0: the scaled product; 1: after the soft cap; 2: after bias and mask; 3: the weights.
            int mode = node.Integer("qk_matmul_output_mode", 0);
            var seen = call with { KeepScores = true };
            var everyone = new AttentionPattern(Direction.Bidirectional, 0, null);
            (mode switch
            {
                0 => new AttentionVariation { Pattern = everyone },
                1 => new AttentionVariation { Pattern = everyone, SoftCap = variation.SoftCap },
                _ => variation,
            }).Apply(ref seen);
            node.Compare("qk_matmul_output", [q.Batch, q.Count, q.Length, k.Length], mode == 3 ? seen.Weights! : seen.Scores!);
        }
        var y = new Heads(call.Output!, q.Batch, q.Count, q.Length, v.Width);
        bool flat = node.Shape("Q").Length == 3;
        node.Compare(outputs[0], flat ? [y.Batch, y.Length, y.Count * y.Width] : [y.Batch, y.Count, y.Length, y.Width], flat ? y.SideBySide() : y.Values);
        if (outputs.Contains("present_key")) node.Compare("present_key", [k.Batch, k.Count, k.Length, k.Width], k.Values);
        if (outputs.Contains("present_value")) node.Compare("present_value", [v.Batch, v.Count, v.Length, v.Width], v.Values);
        return node.Comparison.Outcome();
    }

    private static Heads Load(OnnxNode node, string input, string headsAttribute)
    {
        int[] shape = node.Shape(input);
        float[] values = node.Floats(input);
        if (shape.Length == 4) return new Heads(values, shape[0], shape[1], shape[2], shape[3]);
        int count = node.Integer(headsAttribute, 0);
        if (shape.Length != 3 || count < 1 || shape[2] % count != 0)
            throw node.Item.Error($"{input}: expected 4 axes, or 3 of which the last is a multiple of {headsAttribute}={count}; got [{string.Join(", ", shape)}]");
        return Heads.FromSideBySide(values, shape[0], count, shape[1], shape[2] / count);
    }

    private static Heads Concat(Heads past, Heads added)
    {
        int lines = added.Batch * added.Count, pastFloats = past.Length * past.Width, addedFloats = added.Length * added.Width;
        var values = new float[lines * (pastFloats + addedFloats)];
        for (int i = 0; i < lines; i++)
        {
            past.Values.AsSpan(i * pastFloats, pastFloats).CopyTo(values.AsSpan(i * (pastFloats + addedFloats)));
            added.Values.AsSpan(i * addedFloats, addedFloats).CopyTo(values.AsSpan(i * (pastFloats + addedFloats) + pastFloats));
        }
        return added with { Values = values, Length = past.Length + added.Length };
    }

    /// <summary>[B, H, T, D].</summary>
    private sealed record Heads(float[] Values, int Batch, int Count, int Length, int Width)
    {
        /// <summary>From [B, T, H·D].</summary>
        public static Heads FromSideBySide(float[] values, int batch, int count, int length, int width)
            => new(Exchanged(values, batch, length, count, width), batch, count, length, width);

        /// <summary>[B, T, H·D].</summary>
        public float[] SideBySide() => Exchanged(Values, Batch, Count, Length, Width);

        // [B, first, second, D] → [B, second, first, D].
        private static float[] Exchanged(float[] values, int batch, int first, int second, int width)
        {
            var result = new float[values.Length];
            for (int b = 0; b < batch; b++)
                for (int i = 0; i < first; i++)
                    for (int j = 0; j < second; j++)
                        values.AsSpan(((b * first + i) * second + j) * width, width).CopyTo(result.AsSpan(((b * second + j) * first + i) * width));
            return result;
        }
    }

    /// <summary>Lines of mask numbers filled up to the keys; the padding hides what is filled in.</summary>
    private static T[] Filled<T>(T[] numbers, int[] shape, int keys)
    {
        int columns = shape[3];
        T[] filled = GC.AllocateUninitializedArray<T>(columns == 1 ? numbers.Length : numbers.Length / columns * keys, pinned: true);
        if (columns == 1 || columns == keys) numbers.CopyTo(filled, 0);
        else
            for (int line = 0; line < numbers.Length / columns; line++)
            {
                Span<T> target = filled.AsSpan(line * keys, keys);
                target.Clear();
                numbers.AsSpan(line * columns, columns).CopyTo(target);
            }
        return filled;
    }

    private struct Call : IVariedCall
    {
        public AttentionShape Shape;
        public float[] Q, K, V;
        public float? Scale;
        public float[]? Output, Scores, Weights;
        public bool KeepScores;

        public unsafe void Run<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
        {
            AttentionShape s = Shape;
            Output = new float[s.Batch * s.Heads * s.QueryCount * s.ValueWidth];
            if (KeepScores) Scores = new float[s.Batch * s.Heads * s.QueryCount * s.KeyCount];
            fixed (float* q = Q, k = K, v = V, o = Output, t = Scores)
            {
                var inputs = new AttentionInputs(
                    HeadView.Contiguous(q, s.Batch, s.Heads, s.QueryCount, s.Width), HeadView.Contiguous(k, s.Batch, s.KeyHeads, s.KeyCount, s.Width),
                    HeadView.Contiguous(v, s.Batch, s.KeyHeads, s.KeyCount, s.ValueWidth), Scale);
                HeadView output = HeadView.Contiguous(o, s.Batch, s.Heads, s.QueryCount, s.ValueWidth);
                if (KeepScores)
                {
                    Attention.Forward(inputs, output, null, mask, score, new AllScores(t, s.Batch, s.Heads, s.QueryCount, s.KeyCount));
                    Weights = Array.ConvertAll(RunWatcher.Weights(inputs, mask, score).Values, weight => (float)weight);
                }
                else Attention.Forward(inputs, output, null, mask, score, default(NoObserver));
            }
        }
    }

    /// <summary>Every natural score just before the softmax, −∞ where hidden.</summary>
    private readonly unsafe struct AllScores : IObserver
    {
        private readonly float* _scores;
        private readonly int _heads, _queries, _keys;

        public AllScores(float* scores, int batch, int heads, int queries, int keys)
        {
            _scores = scores;
            new Span<float>(scores, batch * heads * queries * keys).Fill(float.NegativeInfinity); // tiles without a pair are not shown
            (_heads, _queries, _keys) = (heads, queries, keys);
        }

        public static bool IsEmpty => false;

        public void Check(int batch, int heads, int queryCount, int keyCount) { }

        public void Tile(int batch, int head, int firstRow, int rows, int firstKey, int keys, float* scores, int stride)
        {
            for (int r = 0; r < rows; r++)
            {
                float* line = _scores + ((nint)(batch * _heads + head) * _queries + firstRow + r) * _keys;
                for (int c = 0; c < keys; c++) line[firstKey + c] = scores[(nint)r * stride + c] * MathF.Log(2f);
            }
        }

        public static bool SeesWeights => false;

        public void Weights<TLane, TVector>(int batch, int head, int row, int firstKey, int keys, float* weights, float largest, float shrink, float sum, float scoreSum)
            where TLane : struct, ILane<TVector> where TVector : struct { }

        public void Finish(int batch, int head, int row, float logSumExp2) { }
    }
}
