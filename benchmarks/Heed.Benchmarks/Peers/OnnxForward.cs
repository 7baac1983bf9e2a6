namespace Heed.Benchmarks;

/// <summary>ONNX Runtime's operators for the forward pass.</summary>
/// <remarks>
/// Source: ONNX operator Attention-23, ONNX Runtime's contributed operators (MultiHeadAttention). The causal mask of both is aligned
/// top-left: query i sees keys 0 … i.
/// </remarks>
internal static class OnnxForward
{
    /// <summary>Both operators.</summary>
    public static OnnxCall[] Calls(SelfAttentionShape shape, AttentionVariant variant)
        => [MultiHeadAttention(shape, variant), Attention(shape, variant)];

    /// <summary>On [B, T, H·D].</summary>
    private static OnnxCall MultiHeadAttention(SelfAttentionShape shape, AttentionVariant variant)
    {
        (int heads, int count, int width, int batch) = shape;
        OnnxInput[] masks = variant switch
        {
            AttentionVariant.Padding => [OnnxInput.None, OnnxInput.Given<int>("lengths", OnnxElement.Int32, [batch], shape.PaddedLengths)],
            AttentionVariant.Bias => [OnnxInput.None, OnnxInput.None, OnnxInput.Heads("bias", 1, 1, count, count)],
            AttentionVariant.HeadBias => [OnnxInput.None, OnnxInput.None, OnnxInput.Heads("bias", 1, heads, count, count)],
            _ => [],
        };
        return new OnnxCall(
            "MultiHeadAttention", "MultiHeadAttention", OnnxCall.Contributed,
            [("num_heads", heads), ("unidirectional", variant == AttentionVariant.Causal ? 1 : 0)],
            [.. Names.Select(name => OnnxInput.Rows(name, batch, heads, count, width)), .. masks],
            (batch, heads, count, width)) { RowsOfHeads = true };
    }

    /// <summary>On [B, H, T, D].</summary>
    private static OnnxCall Attention(SelfAttentionShape shape, AttentionVariant variant)
    {
        (int heads, int count, int width, int batch) = shape;
        OnnxInput[] masks = variant switch
        {
            AttentionVariant.Padding => [AllowedKeys(shape)],
            AttentionVariant.Bias => [OnnxInput.Heads("bias", 1, 1, count, count)],
            AttentionVariant.HeadBias => [OnnxInput.Heads("bias", 1, heads, count, count)],
            _ => [],
        };
        return new OnnxCall(
            "Attention-23", "Attention", "", [("is_causal", variant == AttentionVariant.Causal ? 1 : 0)],
            [.. Names.Select(name => OnnxInput.Heads(name, batch, heads, count, width)), .. masks], (batch, heads, count, width));
    }

    private static string[] Names => ["q", "k", "v"];

    /// <summary>[B, 1, T, T], true for a real key; the operator takes no mask without the third axis.</summary>
    private static OnnxInput AllowedKeys(SelfAttentionShape shape)
    {
        int count = shape.Count;
        var allowed = new bool[shape.Batch * count * count];
        for (int row = 0; row < shape.Batch * count; row++) allowed.AsSpan(row * count, shape.PaddedLengths[row / count]).Fill(true);
        return OnnxInput.Given<bool>("allowed", OnnxElement.Bool, [shape.Batch, 1, count, count], allowed);
    }
}
