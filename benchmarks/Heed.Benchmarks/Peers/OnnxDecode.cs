namespace Heed.Benchmarks;

/// <summary>ONNX Runtime's operators for one step of decoding, Tq = 1, over keys and values that are there already.</summary>
/// <remarks>Source: ONNX operator Attention-23, ONNX Runtime's contributed operators (GroupQueryAttention, MultiHeadAttention).</remarks>
internal static class OnnxDecode
{
    /// <summary>All operators that can do it.</summary>
    /// <param name="shape">The step; one query.</param>
    /// <param name="copies">Sets of keys and values used in turn.</param>
    public static OnnxCall[] Calls(DecodeShape shape, int copies)
        => [GroupQueryAttention(shape, copies), Attention(shape, copies), MultiHeadAttention(shape, copies)];

    /// <summary>Appends the last position to a cache [B, Hkv, Tk, D] that it shares between past and present, and attends.</summary>
    private static OnnxCall GroupQueryAttention(DecodeShape shape, int copies)
    {
        (int heads, int keyHeads, _, int keys, int width) = shape;
        (float[] lastKeys, float[] lastValues) = LastRows(shape);
        int[] row = [1, 1, keyHeads * width];
        return new OnnxCall(
            "GroupQueryAttention", "GroupQueryAttention", OnnxCall.Contributed, [("num_heads", heads), ("kv_num_heads", keyHeads)],
            [
                OnnxInput.Rows("q", 1, heads, 1, width),
                OnnxInput.Given<float>("k", OnnxElement.Float32, row, lastKeys),
                OnnxInput.Given<float>("v", OnnxElement.Float32, row, lastValues),
                OnnxInput.Heads("past_k", 1, keyHeads, keys, width), OnnxInput.Heads("past_v", 1, keyHeads, keys, width),
                OnnxInput.Given<int>("last", OnnxElement.Int32, [1], [keys - 1]),
                OnnxInput.Given<int>("total", OnnxElement.Int32, [1], [keys]),
            ],
            (1, heads, 1, width)) { RowsOfHeads = true, Copies = copies, InPlace = [("present_k", "past_k"), ("present_v", "past_v")] };
    }

    /// <summary>On [B, Hkv, Tk, D] as they are.</summary>
    private static OnnxCall Attention(DecodeShape shape, int copies)
    {
        (int heads, int keyHeads, _, int keys, int width) = shape;
        return new OnnxCall(
            "Attention-23", "Attention", "", [],
            [
                OnnxInput.Heads("q", 1, heads, 1, width),
                OnnxInput.Heads("k", 1, keyHeads, keys, width), OnnxInput.Heads("v", 1, keyHeads, keys, width),
            ],
            (1, heads, 1, width)) { Copies = copies };
    }

    /// <summary>Knows no shared heads: on [B, Hq, Tk, D], each key head as often as it is read.</summary>
    private static OnnxCall MultiHeadAttention(DecodeShape shape, int copies)
    {
        (int heads, int keyHeads, _, int keys, int width) = shape;
        int repeat = heads / keyHeads;
        return new OnnxCall(
            "MultiHeadAttention", "MultiHeadAttention", OnnxCall.Contributed, [("num_heads", heads)],
            [
                OnnxInput.Rows("q", 1, heads, 1, width),
                OnnxInput.Heads("k", 1, keyHeads, keys, width, repeat), OnnxInput.Heads("v", 1, keyHeads, keys, width, repeat),
            ],
            (1, heads, 1, width)) { RowsOfHeads = true, Copies = (copies + repeat - 1) / repeat };
    }

    /// <summary>The last position of the keys and the values that are drawn, each [Hkv, D].</summary>
    private static (float[] Keys, float[] Values) LastRows(DecodeShape shape)
    {
        var draws = new UniformDraws(ForwardCall.Seed);
        draws.Fill(new float[shape.Heads * shape.Width]);
        return (Next(), Next());

        float[] Next()
        {
            var all = new float[shape.Floats(shape.Keys)];
            draws.Fill(all);
            var last = new float[shape.Floats(1)];
            for (int h = 0; h < shape.KeyHeads; h++)
                all.AsSpan(((h + 1) * shape.Keys - 1) * shape.Width, shape.Width).CopyTo(last.AsSpan(h * shape.Width));
            return last;
        }
    }
}
