using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Heed.Lens.Maps;

namespace Heed.Studio.Pages.Map;

/// <summary>
/// A tile as bytes, little-endian: rows and columns (int32 each), 1 where no cell has a pair the mask allows and 0 otherwise (int32), then, in the
/// second case, [rows, columns] float32: the weights as they are. A cell without a pair that the mask allows is −1, which no weight is.
/// </summary>
internal static class TileBytes
{
    private const int Header = 12;

    private const float Hidden = -1;

    /// <summary>Writes one.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="mean">Whether the means are sent, rather than the largest weights.</param>
    public static byte[] Of(CellTile tile, bool mean)
    {
        bool nothing = tile.Allowed.AsSpan().IndexOfAnyExcept(0L) < 0;
        var bytes = new byte[Header + (nothing ? 0 : sizeof(float) * tile.Allowed.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, tile.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), tile.Columns);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), nothing ? 1 : 0);
        if (nothing) return bytes;
        Span<float> values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(Header));
        (mean ? tile.Mean : tile.Largest).CopyTo(values);
        for (int cell = 0; cell < values.Length; cell++)
            if (tile.Allowed[cell] == 0) values[cell] = Hidden;
        return bytes;
    }

    /// <summary>Numbers as they are, float32, little-endian.</summary>
    public static byte[] Of(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
