namespace Heed.Models.Weights;

/// <summary>Bytes per element of each <see cref="TensorType"/>.</summary>
internal static class TensorTypeSize
{
    public static int Bytes(this TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 => 8,
        TensorType.F32 or TensorType.I32 => 4,
        TensorType.F16 or TensorType.BF16 or TensorType.I16 => 2,
        TensorType.I8 or TensorType.U8 or TensorType.BOOL or TensorType.F8_E4M3 or TensorType.F8_E5M2 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a tensor type."),
    };
}
