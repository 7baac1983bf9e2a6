namespace Heed.Benchmarks;

/// <summary>ONNX models of one attention node: inputs q, k and v, output o, float32.</summary>
/// <remarks>Source: onnx.proto (the field numbers), ONNX operator Attention-23, ONNX Runtime's contributed operators (MultiHeadAttention).</remarks>
internal static class OnnxAttentionModel
{
    private const int IrVersion = 10, FloatElements = 1, IntegerAttribute = 2;

    /// <summary><c>com.microsoft.MultiHeadAttention</c> on [B, T, H·D].</summary>
    public static byte[] MultiHeadAttention(SelfAttentionShape shape, bool causal)
        => Model(
            Node("MultiHeadAttention", Attribute("num_heads", shape.Heads), Attribute("unidirectional", causal ? 1 : 0)).Add(7, "com.microsoft"),
            [1, shape.Count, shape.Heads * shape.Width]);

    /// <summary><c>Attention</c> of operator set 23 on [B, H, T, D]. Its causal mask is aligned top-left: query i sees keys 0 … i.</summary>
    public static byte[] Attention(SelfAttentionShape shape, bool causal)
        => Model(Node("Attention", Attribute("is_causal", causal ? 1 : 0)), [1, shape.Heads, shape.Count, shape.Width]);

    private static byte[] Model(ProtobufWriter node, ReadOnlySpan<int> dimensions)
    {
        var graph = new ProtobufWriter().Add(1, node).Add(2, "attention");
        foreach (string input in (ReadOnlySpan<string>)["q", "k", "v"]) graph.Add(11, Value(input, dimensions));
        graph.Add(12, Value("o", dimensions));
        return new ProtobufWriter().Add(1, IrVersion).Add(7, graph).Add(8, OperatorSet("", 23)).Add(8, OperatorSet("com.microsoft", 1)).ToArray();
    }

    private static ProtobufWriter Node(string operation, params ReadOnlySpan<ProtobufWriter> attributes)
    {
        var node = new ProtobufWriter().Add(1, "q").Add(1, "k").Add(1, "v").Add(2, "o").Add(3, operation).Add(4, operation);
        foreach (ProtobufWriter attribute in attributes) node.Add(5, attribute);
        return node;
    }

    private static ProtobufWriter Attribute(string name, int value) => new ProtobufWriter().Add(1, name).Add(3, value).Add(20, IntegerAttribute);

    private static ProtobufWriter Value(string name, ReadOnlySpan<int> dimensions)
    {
        var shape = new ProtobufWriter();
        foreach (int dimension in dimensions) shape.Add(1, new ProtobufWriter().Add(1, dimension));
        var tensor = new ProtobufWriter().Add(1, FloatElements).Add(2, shape);
        return new ProtobufWriter().Add(1, name).Add(2, new ProtobufWriter().Add(1, tensor));
    }

    private static ProtobufWriter OperatorSet(string domain, int version) => new ProtobufWriter().Add(1, domain).Add(2, version);
}
