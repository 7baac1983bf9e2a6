namespace Heed.Models.Weights;

/// <summary>One tensor of a safetensors file: where it lies and how to read it.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its axes, outermost first; empty for a scalar.</param>
/// <param name="Offset">Position of its first byte from the start of the file.</param>
/// <param name="ByteLength">Its size in bytes; always shape × element size.</param>
public sealed record SafetensorsEntry(string Name, TensorType Type, long[] Shape, long Offset, long ByteLength)
{
    /// <summary>Number of elements: the product of the shape, 1 for a scalar.</summary>
    public long Count => ByteLength / Type.Bytes();
}
