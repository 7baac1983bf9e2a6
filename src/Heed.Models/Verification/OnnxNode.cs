using System.Text.Json;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>A node test: attributes, inputs and expected outputs.</summary>
/// <param name="Item">Its entry in cases.json.</param>
/// <param name="Tensors">Its tensors.</param>
internal sealed record OnnxNode(JsonPart Item, SafetensorsFile Tensors)
{
    /// <summary>What came of it.</summary>
    public Comparison Comparison { get; } = new();

    /// <summary>Names of the inputs that are given.</summary>
    public IEnumerable<string> Inputs => Item["node_inputs"].Items().Select(name => name.Text()).Where(name => name.Length > 0);

    /// <summary>Names of the outputs that are asked for.</summary>
    public IEnumerable<string> Outputs => Item["node_outputs"].Items().Select(name => name.Text()).Where(name => name.Length > 0);

    /// <summary>Names of the attributes that are set.</summary>
    public IEnumerable<string> Attributes => Item["attributes"].IsNull ? [] : Item["attributes"].Members().Select(member => member.Name);

    /// <summary>A number attribute.</summary>
    public double Number(string attribute, double otherwise) => Attribute(attribute) is { IsNull: false } part ? part.Fraction() : otherwise;

    /// <summary>A text attribute.</summary>
    public string Text(string attribute, string otherwise) => Attribute(attribute) is { IsNull: false } part ? part.Text() : otherwise;

    /// <summary>A whole-number attribute; may be negative.</summary>
    public int Integer(string attribute, int otherwise)
        => Attribute(attribute) is not { IsNull: false } part ? otherwise
        : part.Element.ValueKind == JsonValueKind.Number && part.Element.TryGetInt32(out int value) ? value
        : throw part.Error("expected a whole number");

    /// <summary>The axis attribute as a place in <paramref name="shape"/>.</summary>
    public int Axis(int[] shape)
    {
        int axis = Integer("axis", -1), place = axis < 0 ? axis + shape.Length : axis;
        return place >= 0 && place < shape.Length ? place : throw Item.Error($"expected an axis of [{string.Join(", ", shape)}]; got {axis}");
    }

    /// <summary>An input's shape.</summary>
    public int[] Shape(string input) => Array.ConvertAll(Tensors.Entry("input." + input).Shape, n => checked((int)n));

    /// <summary>An input's numbers.</summary>
    public float[] Floats(string input) => Tensors.Floats("input." + input);

    /// <summary>Compares an output.</summary>
    public void Compare(string output, int[] shape, ReadOnlySpan<float> actual)
    {
        SafetensorsEntry entry = Tensors.Entry("output." + output);
        Comparison.Tensor(
            output, entry.Shape, Tensors.ReadDoubles(entry.Name), Array.ConvertAll(shape, n => (long)n), ReferenceTensors.Widen(actual),
            Tolerance.Onnx(half: entry.Type is TensorType.F16 or TensorType.BF16));
    }

    private JsonPart Attribute(string name) => Item["attributes"].IsNull ? default : Item["attributes"][name];
}
