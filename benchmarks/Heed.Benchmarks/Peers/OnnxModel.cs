namespace Heed.Benchmarks;

/// <summary>ONNX models of one node.</summary>
/// <remarks>Source: onnx.proto (the field numbers).</remarks>
internal static class OnnxModel
{
    private const int IrVersion = 10, IntegerAttribute = 2;

    /// <summary>The file's bytes.</summary>
    public static byte[] Of(OnnxCall call)
    {
        var node = new ProtobufWriter();
        foreach (OnnxInput input in call.Inputs) node.Add(1, input.Name);
        foreach ((string name, _, _) in call.Outputs) node.Add(2, name);
        node.Add(3, call.Operation).Add(4, call.Operation);
        foreach ((string name, int value) in call.Attributes)
            node.Add(5, new ProtobufWriter().Add(1, name).Add(3, value).Add(20, IntegerAttribute));
        if (call.Domain.Length > 0) node.Add(7, call.Domain);

        var graph = new ProtobufWriter().Add(1, node).Add(2, "attention");
        foreach (OnnxInput input in call.Inputs)
            if (input.Name.Length > 0) graph.Add(11, Value(input.Name, input.Element, input.Dimensions));
        foreach ((string name, int[] dimensions, _) in call.Outputs) graph.Add(12, Value(name, OnnxElement.Float32, dimensions));
        return new ProtobufWriter()
            .Add(1, IrVersion).Add(7, graph).Add(8, OperatorSet("", 23)).Add(8, OperatorSet(OnnxCall.Contributed, 1)).ToArray();
    }

    private static ProtobufWriter Value(string name, OnnxElement element, int[] dimensions)
    {
        var shape = new ProtobufWriter();
        foreach (int dimension in dimensions) shape.Add(1, new ProtobufWriter().Add(1, dimension));
        var tensor = new ProtobufWriter().Add(1, (int)element).Add(2, shape);
        return new ProtobufWriter().Add(1, name).Add(2, new ProtobufWriter().Add(1, tensor));
    }

    private static ProtobufWriter OperatorSet(string domain, int version) => new ProtobufWriter().Add(1, domain).Add(2, version);
}
