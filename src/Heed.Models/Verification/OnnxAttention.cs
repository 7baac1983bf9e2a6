using Heed.Masks;

namespace Heed.Models.Verification;

/// <summary>
/// ONNX Attention (and FlexAttention without subgraphs): [B, H, T, D], or [B, T, H·D] with the heads given; causal from the top left, after
/// the past; masks that are padding.
/// </summary>
internal static class OnnxAttention
{
    private static readonly string[] s_attributes = ["scale", "is_causal", "q_num_heads", "kv_num_heads"];
    private static readonly string[] s_outputs = ["Y", "present_key", "present_value"];

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
        if (node.Inputs.Contains("attn_mask"))
        {
            // A mask shorter than the keys hides the rest of them.
            int columns = node.Shape("attn_mask")[^1];
            real = PaddingMask.TryRead(node.Tensors, "input.attn_mask", q.Batch, columns == 1 ? k.Length : columns);
            if (real is null) return Outcome.Skipped("Heed does not have arbitrary masks or a bias on the scores");
        }
        if (node.Inputs.Contains("nonpad_kv_seqlen"))
        {
            int[] lengths = node.Tensors.Integers("input.nonpad_kv_seqlen");
            real = [.. lengths.Select((length, b) => new KeyRange(0, length).Intersect(real is null ? new KeyRange(0, k.Length) : real[b]))];
        }
        if (real is not null && real.Length != q.Batch) throw node.Item.Error($"expected padding for {q.Batch} rows; got {real.Length}");

        var call = new Call { Shape = shape, Q = q.Values, K = k.Values, V = v.Values, Scale = node.Number("scale", 0) is > 0 and var scale ? (float)scale : null };
        new AttentionPattern(node.Integer("is_causal", 0) != 0 ? Direction.Causal : Direction.Bidirectional, past, real).Apply(ref call);
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

    private struct Call : IMaskedCall
    {
        public AttentionShape Shape;
        public float[] Q, K, V;
        public float? Scale;
        public float[]? Output;

        public void Run<TMask>(TMask mask) where TMask : struct, IMask
        {
            Output = new float[Shape.Batch * Shape.Heads * Shape.QueryCount * Shape.ValueWidth];
            Attention.Forward(Q, K, V, Output, [], Shape, mask, Scale);
        }
    }
}
