namespace Heed.Numerics;

/// <summary>A float matrix seen through strides: element (r, c) is at <c>Data + r·RowStride + c·ColumnStride</c>. Does
/// not own its memory.</summary>
public readonly unsafe struct Matrix(float* data, int rows, int columns, nint rowStride, nint columnStride)
{
    /// <summary>A row-major matrix without gaps.</summary>
    public Matrix(float* data, int rows, int columns) : this(data, rows, columns, columns, 1) { }

    /// <summary>The first element.</summary>
    public float* Data => data;

    /// <summary>Rows.</summary>
    public int Rows => rows;

    /// <summary>Columns.</summary>
    public int Columns => columns;

    /// <summary>Floats from one row to the next.</summary>
    public nint RowStride => rowStride;

    /// <summary>Floats from one column to the next.</summary>
    public nint ColumnStride => columnStride;

    /// <summary>The same memory with rows and columns exchanged.</summary>
    public Matrix Transposed => new(data, columns, rows, columnStride, rowStride);
}
