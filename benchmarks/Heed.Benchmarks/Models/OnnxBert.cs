using System.Runtime.InteropServices;
using Heed.Models;

namespace Heed.Benchmarks;

/// <summary>A BERT as an ONNX file: the same graph and weights as Heed's, its maps as [in, out] and attention as ONNX Runtime's own operator.</summary>
/// <remarks>Source: onnx.proto (the field numbers), ONNX operators of set 20, ONNX Runtime's contributed operators (MultiHeadAttention).</remarks>
internal sealed class OnnxBert
{
    private const int FloatElement = 1, FloatAttribute = 1, IntegerAttribute = 2, IrVersion = 10, OperatorSet = 20;

    private readonly ProtobufWriter _graph = new();
    private readonly Transformer _model;
    private int _names;

    private OnnxBert(Transformer model) => _model = model;

    /// <summary>Writes it, for texts of a batch of one size.</summary>
    public static void Write(string file, Transformer model, int batch)
    {
        var onnx = new OnnxBert(model);
        onnx.Nodes(batch);
        ProtobufWriter Set(string domain, int version) => new ProtobufWriter().Add(1, domain).Add(2, version);
        File.WriteAllBytes(file, new ProtobufWriter().Add(1, IrVersion).Add(7, onnx._graph).Add(8, Set("", OperatorSet)).Add(8, Set(OnnxCall.Contributed, 1)).ToArray());
    }

    private void Nodes(int batch)
    {
        Blueprint blueprint = _model.Blueprint;
        string x = Node("Gather", "", [], Table("embed.weight"), "ids");
        float[] positions = _model.Parameter("pos_embed.weight").ToArray()[..(BertBase.Length * blueprint.Width)];
        x = Node("Add", "", [], x, Constant([1, BertBase.Length, blueprint.Width], positions));
        x = Node("Add", "", [], x, Constant([blueprint.Width], _model.Parameter("type_embed.weight").ToArray()[..blueprint.Width]));
        x = Norm(x, "embed_norm");
        for (int layer = 0; layer < blueprint.Layers; layer++)
        {
            string block = $"blocks.{layer}.";
            string attention = Node(
                "MultiHeadAttention", OnnxCall.Contributed, [("num_heads", blueprint.Heads)],
                Map(x, block + "attn.q"), Map(x, block + "attn.k"), Map(x, block + "attn.v"));
            x = Norm(Node("Add", "", [], x, Map(attention, block + "attn.out")), block + "norm1");
            string hidden = Node("Gelu", "", [], Map(x, block + "mlp.in"));
            x = Norm(Node("Add", "", [], x, Map(hidden, block + "mlp.out")), block + "norm2");
        }
        Node("Identity", "", [], ["o"], x);
        _graph.Add(2, "bert").Add(11, Value("ids", 6, [batch, BertBase.Length])).Add(12, Value("o", FloatElement, [batch, BertBase.Length, blueprint.Width]));
    }

    private string Map(string x, string name)
    {
        Autograd.Tensor weight = _model.Parameter(name + ".weight");
        float[] numbers = weight.ToArray(), turned = new float[numbers.Length];
        for (int i = 0; i < numbers.Length; i++) turned[i % weight.Columns * weight.Rows + i / weight.Columns] = numbers[i];
        return Node("Add", "", [], Node("MatMul", "", [], x, Constant([weight.Columns, weight.Rows], turned)), Table(name + ".bias"));
    }

    private string Norm(string x, string name)
        => Node(
            "LayerNormalization", "", [("axis", 2), ("epsilon", _model.Blueprint.NormEpsilon)], x, Table(name + ".weight"), Table(name + ".bias"));

    private string Table(string name)
    {
        Autograd.Tensor parameter = _model.Parameter(name);
        return Constant(parameter.Shape.ToArray(), parameter.ToArray());
    }

    private string Constant(int[] dimensions, float[] numbers)
    {
        string name = $"c{_names++}";
        var tensor = new ProtobufWriter();
        foreach (int dimension in dimensions) tensor.Add(1, dimension);
        _graph.Add(5, tensor.Add(2, FloatElement).Add(8, name).Add(9, MemoryMarshal.AsBytes<float>(numbers)));
        return name;
    }

    private string Node(string operation, string domain, (string Name, object Value)[] attributes, params string[] inputs)
        => Node(operation, domain, attributes, [$"n{_names++}"], inputs);

    private string Node(string operation, string domain, (string Name, object Value)[] attributes, string[] outputs, params string[] inputs)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs) node.Add(1, input);
        foreach (string output in outputs) node.Add(2, output);
        node.Add(4, operation);
        foreach ((string name, object value) in attributes)
        {
            ProtobufWriter attribute = new ProtobufWriter().Add(1, name);
            node.Add(5, value is float number ? attribute.Add(2, number).Add(20, FloatAttribute) : attribute.Add(3, (int)value).Add(20, IntegerAttribute));
        }
        if (domain.Length > 0) node.Add(7, domain);
        _graph.Add(1, node);
        return outputs[0];
    }

    private static ProtobufWriter Value(string name, int element, int[] dimensions)
    {
        var shape = new ProtobufWriter();
        foreach (int dimension in dimensions) shape.Add(1, new ProtobufWriter().Add(1, dimension));
        return new ProtobufWriter().Add(1, name).Add(2, new ProtobufWriter().Add(1, new ProtobufWriter().Add(1, element).Add(2, shape)));
    }
}
