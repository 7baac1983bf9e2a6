using Heed.Numerics;

namespace Heed.Tests.Numerics;

/// <summary>The stored formats once more, number by number in double, straight from their layouts.</summary>
internal static class StoredNumbers
{
    /// <summary>Rows of random blocks whose scales are ordinary numbers.</summary>
    public static byte[] Random(StoredFormat format, int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[rows * StoredMatrix.BytesOfRow(format, columns)];
        random.NextBytes(bytes);
        (int block, int[] scales) = Layout(format);
        for (int at = 0; at < bytes.Length; at += block)
        {
            double number = random.NextDouble() * 2 - 1;
            if (format == StoredFormat.Float32) BitConverter.TryWriteBytes(bytes.AsSpan(at), (float)number);
            if (format == StoredFormat.Float16) BitConverter.TryWriteBytes(bytes.AsSpan(at), (Half)number);
            if (format == StoredFormat.BFloat16) BitConverter.TryWriteBytes(bytes.AsSpan(at), (ushort)(BitConverter.SingleToUInt32Bits((float)number) >> 16));
            foreach (int scale in scales) BitConverter.TryWriteBytes(bytes.AsSpan(at + scale), (Half)(random.NextDouble() * 0.02 - 0.005));
        }
        return bytes;
    }

    /// <summary>Number <paramref name="column"/> of the row that begins at <paramref name="row"/>.</summary>
    public static double Read(StoredFormat format, byte[] bytes, long row, int column)
    {
        int start = (int)row;
        switch (format)
        {
            case StoredFormat.Float32: return BitConverter.ToSingle(bytes, start + 4 * column);
            case StoredFormat.Float16: return (double)BitConverter.ToHalf(bytes, start + 2 * column);
            case StoredFormat.BFloat16: return BitConverter.Int32BitsToSingle(BitConverter.ToUInt16(bytes, start + 2 * column) << 16);
            case StoredFormat.Q8_0:
            {
                int block = start + column / 32 * 34;
                return Scale(block) * (sbyte)bytes[block + 2 + column % 32];
            }
            case StoredFormat.Q4_0:
            {
                int block = start + column / 32 * 18, at = column % 32, pair = bytes[block + 2 + at % 16];
                return Scale(block) * ((at < 16 ? pair % 16 : pair / 16) - 8);
            }
            case StoredFormat.Q4_K:
            {
                int block = start + column / 256 * 144, at = column % 256, group = at / 32;
                int pair = bytes[block + 16 + at / 64 * 32 + at % 32], n = group % 2 == 0 ? pair % 16 : pair / 16;
                return Scale(block) * Six(block + 4, group, 0) * n - Scale(block + 2) * Six(block + 4, group, 4);
            }
            case StoredFormat.Q6_K:
            {
                int block = start + column / 256 * 210, at = column % 256, half = at / 128, inHalf = at % 128;
                int pair = bytes[block + half * 64 + inHalf % 64], low = inHalf < 64 ? pair % 16 : pair / 16;
                int high = bytes[block + 128 + half * 32 + inHalf % 32] >> (2 * (inHalf / 32)) & 3;
                return Scale(block + 208) * (sbyte)bytes[block + 192 + at / 16] * (low + 16 * high - 32);
            }
            default: throw new ArgumentException($"no such format: {format}", nameof(format));
        }

        double Scale(int at) => (double)BitConverter.ToHalf(bytes, at);

        // 6-bit numbers: eight scales (which = 0) and eight minima (which = 4) in twelve bytes.
        int Six(int at, int group, int which)
            => group < 4 ? bytes[at + which + group] & 63
                : (which == 0 ? bytes[at + 4 + group] & 15 : bytes[at + 4 + group] >> 4) + ((bytes[at + which + group - 4] >> 6) << 4);
    }

    private static (int Block, int[] Scales) Layout(StoredFormat format) => format switch
    {
        StoredFormat.Float32 => (4, []),
        StoredFormat.Float16 or StoredFormat.BFloat16 => (2, []),
        StoredFormat.Q8_0 => (34, [0]),
        StoredFormat.Q4_0 => (18, [0]),
        StoredFormat.Q4_K => (144, [0, 2]),
        _ => (210, [208]),
    };
}
