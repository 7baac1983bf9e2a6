namespace Heed.Numerics;

/// <summary>Weights [outputs, inputs] as they are stored, row after row without gaps. Does not own its memory, which is only read.</summary>
public readonly unsafe struct StoredMatrix
{
    /// <summary>Numbers that are read together.</summary>
    internal const int Group = 32;

    /// <summary>Describes memory.</summary>
    /// <param name="format">How the numbers lie.</param>
    /// <param name="data">The first byte, without any alignment.</param>
    /// <param name="rows">Outputs.</param>
    /// <param name="columns">Inputs: whole blocks of the format.</param>
    /// <exception cref="ArgumentException">A size is negative, or the columns are no whole blocks.</exception>
    public StoredMatrix(StoredFormat format, byte* data, int rows, int columns)
    {
        Argument.AtLeast(0, rows, nameof(rows));
        Argument.AtLeast(0, columns, nameof(columns));
        RowBytes = BytesOfRow(format, columns);
        Data = data;
        (Format, Rows, Columns) = (format, rows, columns);
    }

    /// <summary>How the numbers lie.</summary>
    public StoredFormat Format { get; }

    /// <summary>The first byte.</summary>
    public byte* Data { get; }

    /// <summary>Outputs.</summary>
    public int Rows { get; }

    /// <summary>Inputs.</summary>
    public int Columns { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public long RowBytes { get; }

    /// <summary>Bytes of a row.</summary>
    /// <exception cref="ArgumentException">The columns are no whole blocks of the format, or there is no such format.</exception>
    public static long BytesOfRow(StoredFormat format, int columns)
    {
        var size = new BlockSize();
        StoredFormats.Run(format, ref size);
        return columns % size.Numbers == 0
            ? (long)columns / size.Numbers * size.Bytes
            : throw new ArgumentException($"columns: expected a multiple of {size.Numbers}, the block of {format}; got {columns}.", nameof(columns));
    }

    /// <summary>Whether numbers share scales, rather than each standing alone.</summary>
    public bool IsInBlocks => Format is not (StoredFormat.Float32 or StoredFormat.Float16 or StoredFormat.BFloat16);

    /// <summary>A row's first byte.</summary>
    public byte* Row(int row) => Data + row * RowBytes;

    /// <summary>Reads one row as float32; exact but for the rounding of a scale's product.</summary>
    /// <param name="row">Which.</param>
    /// <param name="target">[columns].</param>
    public void Read(int row, float* target)
    {
        var read = new RowRead { Row = Row(row), Columns = Columns, Target = target };
        StoredFormats.Run(Format, ref read);
    }

    private struct BlockSize : IFormatCall
    {
        public int Numbers, Bytes;

        public void Run<TFormat>() where TFormat : struct, INumberFormat => (Numbers, Bytes) = (TFormat.BlockNumbers, TFormat.BlockBytes);
    }

    private struct RowRead : IFormatCall
    {
        public byte* Row;
        public int Columns;
        public float* Target;

        public readonly void Run<TFormat>() where TFormat : struct, INumberFormat
        {
            var kernel = new RowKernel<TFormat> { Call = this };
            Lanes.Run(ref kernel);
        }
    }

    private struct RowKernel<TFormat> : ILaneKernel where TFormat : struct, INumberFormat
    {
        public RowRead Call;

        public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
            => StoredRows.Widen<TFormat, TLane, TVector>(Call.Row, 0, Call.Columns, Call.Target);
    }
}
