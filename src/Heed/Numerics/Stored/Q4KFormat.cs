using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Numerics;

/// <summary>
/// <see cref="StoredFormat.Q4_K"/>: d, m, 12 bytes of s and t for eight groups of 32, then 128 bytes: every 32 bytes hold one group in their
/// low halves and the next in their high ones.
/// </summary>
internal unsafe struct Q4KFormat : INumberFormat
{
    private byte* _block, _numbers;
    private int _shift, _group;
    private fixed float _scales[8], _least[8];

    /// <inheritdoc/>
    public static int BlockNumbers => 256;

    /// <inheritdoc/>
    public static int BlockBytes => 144;

    /// <inheritdoc/>
    public static int Groups => 8;

    // Of the first four groups s and t are the low 6 bits of bytes 0–3 and 4–7; of the others the halves of bytes 8–11, and on top the two bits left there.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OpenBlock(byte* row, int block)
    {
        _block = row + (nint)block * BlockBytes;
        uint a = Unsafe.ReadUnaligned<uint>(_block + 4), b = Unsafe.ReadUnaligned<uint>(_block + 8), c = Unsafe.ReadUnaligned<uint>(_block + 12);
        const uint six = 0x3F3F3F3F, four = 0x0F0F0F0F, two = 0x03030303;
        ulong scales = a & six | (ulong)(c & four | (a >> 6 & two) << 4) << 32;
        ulong least = b & six | (ulong)(c >> 4 & four | (b >> 6 & two) << 4) << 32;
        fixed (float* s = _scales, t = _least)
        {
            Scaled(scales, HalfScale.Read(_block), s);
            Scaled(least, -HalfScale.Read(_block + 2), t);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(int group)
    {
        _group = group;
        _numbers = _block + 16 + (group >> 1) * 32;
        _shift = (group & 1) * 4;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.FusedMultiplyAdd(TLane.LoadBits(_numbers + at, _shift, 0xF), TLane.Splat(_scales[_group]), TLane.Splat(_least[_group]));

    /// <summary>Eight bytes times a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scaled(ulong bytes, float factor, float* target)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalarUnsafe(bytes).AsByte()));
        (Vector128.ConvertToSingle(low.AsInt32()) * Vector128.Create(factor)).Store(target);
        (Vector128.ConvertToSingle(high.AsInt32()) * Vector128.Create(factor)).Store(target + 4);
    }
}
