using System.Runtime.CompilerServices;

namespace Heed.Models.Weights;

/// <summary>Reads stored floating-point elements as float32 or float64.</summary>
internal static class FloatWidening
{
    public static bool IsFloat(TensorType type) =>
        type is TensorType.F64 or TensorType.F32 or TensorType.F16 or TensorType.BF16 or TensorType.F8_E4M3 or TensorType.F8_E5M2;

    /// <param name="from">The elements, little-endian, of any alignment.</param>
    /// <param name="type">Their type.</param>
    /// <param name="into">Receives them.</param>
    public static unsafe void Read(byte* from, TensorType type, Span<float> into)
    {
        switch (type)
        {
            case TensorType.F32:
                new ReadOnlySpan<float>(from, into.Length).CopyTo(into);
                break;
            case TensorType.F64:
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = (float)Unsafe.ReadUnaligned<double>(from + (8L * i));
                }

                break;
            case TensorType.F16:
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = (float)Unsafe.ReadUnaligned<Half>(from + (2L * i));
                }

                break;
            case TensorType.F8_E4M3:
                for (var i = 0; i < into.Length; i++) into[i] = Float8.FromE4M3(from[i]);
                break;
            case TensorType.F8_E5M2:
                for (var i = 0; i < into.Length; i++) into[i] = Float8.FromE5M2(from[i]);
                break;
            default:
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = FromBFloat16(Unsafe.ReadUnaligned<ushort>(from + (2L * i)));
                }

                break;
        }
    }

    /// <inheritdoc cref="Read(byte*, TensorType, Span{float})"/>
    public static unsafe void Read(byte* from, TensorType type, Span<double> into)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = type switch
            {
                TensorType.F64 => Unsafe.ReadUnaligned<double>(from + (8L * i)),
                TensorType.F32 => Unsafe.ReadUnaligned<float>(from + (4L * i)),
                TensorType.F16 => (double)Unsafe.ReadUnaligned<Half>(from + (2L * i)),
                TensorType.F8_E4M3 => Float8.FromE4M3(from[i]),
                TensorType.F8_E5M2 => Float8.FromE5M2(from[i]),
                _ => FromBFloat16(Unsafe.ReadUnaligned<ushort>(from + (2L * i))),
            };
        }
    }

    /// <summary>The float32 whose upper half is <paramref name="bits"/>; exact for every value.</summary>
    public static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
