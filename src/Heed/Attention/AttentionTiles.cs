using System.Runtime.CompilerServices;
using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;

namespace Heed;

/// <summary>How the plane of scores is cut, the same forward and backward, and the packed keys and values both read.</summary>
internal static unsafe class AttentionTiles
{
    /// <summary>Queries in a tile: twelve register tiles.</summary>
    public const int Rows = 72;

    /// <summary>Keys in a tile, counted from key 0 whatever the mask: the pieces of a row's sums never depend on its neighbours.</summary>
    public const int Keys = 256;

    /// <summary>Keys of one word of mask bits; every panel width divides it.</summary>
    public const int Chunk = 64;

    /// <summary><paramref name="value"/> rounded up to a multiple of <paramref name="step"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RoundUp(int value, int step) => (value + step - 1) / step * step;

    /// <inheritdoc cref="RoundUp(int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long RoundUp(long value, int step) => (value + step - 1) / step * step;

    /// <summary>Packs the rows of one tile, zero to the end of its last chunk.</summary>
    public static void PackPanels(float* source, nint rowStride, int rows, int width, float* target, int panelWidth)
    {
        int end = RoundUp(rows, Chunk);
        for (int row = 0; row < end; row += panelWidth)
            PanelPacking.Transpose(source + row * rowStride, rowStride, Math.Clamp(rows - row, 0, panelWidth), width, target + (nint)row * width, panelWidth);
    }

    /// <summary>Leaves out what dropout leaves out of whole chunks of one row and multiplies the rest by its factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Drop<TLane, TVector, TDropout>(in TDropout dropout, int batch, int head, int row, int firstKey, int columns, float* numbers)
        where TLane : struct, ILane<TVector> where TVector : struct where TDropout : struct, IDropout
    {
        TVector factor = TLane.Splat(dropout.KeptFactor);
        for (int c = 0; c < columns; c += Chunk)
        {
            ulong keep = dropout.Keep64(batch, head, row, firstKey + c);
            for (int i = 0; i < Chunk; i += TLane.Width)
                TLane.Store(TLane.Select((uint)(keep >> i), TLane.Multiply(TLane.Load(numbers + c + i), factor), TLane.Zero), numbers + c + i);
        }
    }

    /// <summary>Of the chunks of some rows: bit i of live is set where the mask leaves something of chunk i, bit i of mixed where it hides something.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint Live, uint Mixed) Chunks<TMask>(in TMask mask, int batch, int head, int row, int rows, int firstKey, int columns, int keyCount)
        where TMask : struct, IMask
    {
        uint live = 0, mixed = 0;
        for (int c = 0; c < columns; c += Chunk)
        {
            int keys = Math.Min(Chunk, keyCount - firstKey - c);
            BlockCover cover = mask.Cover(batch, head, row, rows, firstKey + c, keys);
            if (cover != BlockCover.Empty) live |= 1u << (c / Chunk);
            if (cover != BlockCover.Whole || keys < Chunk) mixed |= 1u << (c / Chunk);
        }
        return (live, mixed);
    }

    /// <summary>Keeps the scores of allowed pairs and sets the others to −∞, for whole chunks of one row.</summary>
    /// <param name="scores">The row's scores from <paramref name="firstKey"/> on, a multiple of <see cref="Chunk"/> of them.</param>
    /// <param name="mixed">Bit i set where the mask may hide a part of chunk i.</param>
    /// <returns>The largest score left, in one of the lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector MaskedMax<TLane, TVector, TMask>(
        in TMask mask, int batch, int head, int row, int firstKey, int columns, int keyCount, float* scores, uint mixed = uint.MaxValue)
        where TLane : struct, ILane<TVector> where TVector : struct where TMask : struct, IMask
    {
        int w = TLane.Width;
        // Four chains: a maximum waits for itself.
        TVector none = TLane.Splat(float.NegativeInfinity), first = none, second = none, third = none, fourth = none;
        for (int c = 0; c < columns; c += Chunk)
        {
            if ((mixed >> (c / Chunk) & 1) != 0)
            {
                ulong bits = mask.Row64(batch, head, row, firstKey + c);
                if (firstKey + c + Chunk > keyCount) bits &= new KeyRange(0, keyCount).Bits64(firstKey + c);
                for (int i = c; i < c + Chunk; i += w, bits >>= w) TLane.Store(TLane.Select((uint)bits, TLane.Load(scores + i), none), scores + i);
            }
            for (int i = c; i < c + Chunk; i += 4 * w)
            {
                first = TLane.Max(first, TLane.Load(scores + i));
                second = TLane.Max(second, TLane.Load(scores + i + w));
                third = TLane.Max(third, TLane.Load(scores + i + 2 * w));
                fourth = TLane.Max(fourth, TLane.Load(scores + i + 3 * w));
            }
        }
        return TLane.Max(TLane.Max(first, second), TLane.Max(third, fourth));
    }
}
