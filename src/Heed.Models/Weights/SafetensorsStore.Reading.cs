using System.Runtime.CompilerServices;

namespace Heed.Models.Weights;

/// <content>Copies of tensors in the types that arithmetic uses.</content>
public abstract partial class SafetensorsStore
{
    /// <summary>Copies a tensor of F64, F32, F16, BF16, F8_E4M3 or F8_E5M2 as float32; F64 is rounded to nearest even, the others are exact.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="into">Receives all elements, [Count].</param>
    /// <exception cref="HeedException">There is no tensor of this name, or it holds no floating-point numbers.</exception>
    /// <exception cref="ArgumentException"><paramref name="into"/> has another length than the tensor.</exception>
    public unsafe void ReadFloats(string name, Span<float> into)
    {
        var entry = Entry(name);
        CheckLength(entry, into.Length);
        FloatWidening.Read(Pointer(name), Require(entry, "F64, F32, F16, BF16, F8_E4M3 or F8_E5M2", FloatWidening.IsFloat(entry.Type)), into);
    }

    /// <summary>Copies a tensor of any of these types as float64, exactly.</summary>
    /// <exception cref="HeedException">There is no tensor of this name, or it holds no floating-point numbers.</exception>
    public unsafe double[] ReadDoubles(string name)
    {
        var entry = Entry(name);
        var values = new double[entry.Count];
        FloatWidening.Read(Pointer(name), Require(entry, "F64, F32, F16, BF16, F8_E4M3 or F8_E5M2", FloatWidening.IsFloat(entry.Type)), values);
        return values;
    }

    /// <summary>Copies a tensor of I64 or I32.</summary>
    /// <exception cref="HeedException">There is no tensor of this name, or it is of another type.</exception>
    public unsafe long[] ReadInt64(string name)
    {
        var entry = Entry(name);
        var type = Require(entry, "I64 or I32", entry.Type is TensorType.I64 or TensorType.I32);
        var from = Pointer(name);
        var values = new long[entry.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type == TensorType.I64
                ? Unsafe.ReadUnaligned<long>(from + (8L * i))
                : Unsafe.ReadUnaligned<int>(from + (4L * i));
        }

        return values;
    }

    /// <summary>Copies a tensor of BOOL; any byte but 0 is true.</summary>
    /// <exception cref="HeedException">There is no tensor of this name, or it is of another type.</exception>
    public unsafe bool[] ReadBool(string name)
    {
        var entry = Entry(name);
        Require(entry, "BOOL", entry.Type == TensorType.BOOL);
        var from = Pointer(name);
        var values = new bool[entry.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = from[i] != 0;
        }

        return values;
    }

    private TensorType Require(SafetensorsEntry entry, string expected, bool holds) => holds
        ? entry.Type
        : throw new HeedException($"{Path}: tensor '{entry.Name}': expected {expected}; got {entry.Type}.");

    private static void CheckLength(SafetensorsEntry entry, int length)
    {
        if (entry.Count != length)
        {
            throw new ArgumentException(
                $"into: expected {entry.Count} elements for '{entry.Name}' [{string.Join(", ", entry.Shape)}]; got {length}.");
        }
    }
}
