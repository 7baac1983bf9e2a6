namespace Heed;

/// <summary>A strided view of [B, H, T, D] numbers, float32 unless <see cref="Element"/> says otherwise, whose last axis has no gaps. Does not own its memory.</summary>
/// <param name="Data">The first element.</param>
/// <param name="Batch">B.</param>
/// <param name="Heads">H.</param>
/// <param name="Length">T.</param>
/// <param name="Width">D.</param>
/// <param name="BatchStride">Floats from one batch row to the next.</param>
/// <param name="HeadStride">Floats from one head to the next.</param>
/// <param name="RowStride">Floats from one position to the next.</param>
public readonly unsafe record struct HeadView(nint Data, int Batch, int Heads, int Length, int Width, nint BatchStride, nint HeadStride, nint RowStride)
{
    /// <summary>How the numbers are stored. Strides count numbers. Only <see cref="Attention"/>'s forward pass and, as queries,
    /// <see cref="CachedAttention"/> read 16-bit ones.</summary>
    public ElementType Element { get; init; }

    /// <summary>Row-major [B, H, T, D].</summary>
    public static HeadView Contiguous(float* data, int batch, int heads, int length, int width)
        => new((nint)data, batch, heads, length, width, (nint)heads * length * width, (nint)length * width, width);

    /// <summary>Heads side by side, as a projection leaves them: [B, T, stride] of which H·D floats a row from <paramref name="data"/> on are ours.</summary>
    public static HeadView Interleaved(float* data, int batch, int heads, int length, int width, nint rowStride)
        => new((nint)data, batch, heads, length, width, length * rowStride, width, rowStride);

    /// <summary>Position <paramref name="row"/> of one head: D floats.</summary>
    /// <exception cref="ArgumentException">The numbers are not float32.</exception>
    public float* Row(int batch, int head, int row)
    {
        if (Element != ElementType.Float32) RefuseElement();
        return (float*)Data + batch * BatchStride + head * HeadStride + row * RowStride;
    }

    /// <summary>Positions <paramref name="first"/> … <paramref name="first"/> + <paramref name="count"/> − 1 of every head.</summary>
    internal HeadView Rows(int first, int count) => this with { Data = Data + first * RowStride * Size, Length = count };

    /// <summary>Whether two views touch the same memory, judged by their outer bounds unless they are slices of the same rows.</summary>
    internal bool Overlaps(HeadView other)
    {
        if (Data == 0 || other.Data == 0 || Batch == 0 || other.Batch == 0 || Length == 0 || other.Length == 0) return false;
        (nint start, nint end) = Bounds;
        (nint otherStart, nint otherEnd) = other.Bounds;
        if (end <= otherStart || otherEnd <= start) return false;
        if (RowStride != other.RowStride || BatchStride != other.BatchStride || RowStride <= 0 || HeadStride < 0 || other.HeadStride < 0 || Element != other.Element) return true;
        // Beside each other in every head, as a joint projection that goes by heads leaves them: compare within the head's step.
        if (HeadStride > 0 && HeadStride == other.HeadStride && RowStride % HeadStride == 0 && BatchStride % HeadStride == 0)
        {
            nint step = HeadStride * Size, apart = (((otherStart - start) % step) + step) % step;
            if (apart >= (nint)Width * Size && apart + (nint)other.Width * Size <= step) return false;
        }
        // Side by side in rows of one stride, as a joint projection leaves them: compare within the row.
        nint row = RowStride * Size;
        nint distance = (((otherStart - start) % row) + row) % row;
        nint width = ((Heads - 1) * HeadStride + Width) * Size, otherWidth = ((other.Heads - 1) * other.HeadStride + other.Width) * Size;
        return width > row || otherWidth > row || distance < width || distance + otherWidth > row;
    }

    private void RefuseElement() => throw new ArgumentException($"expected float32 numbers; got {Element} in {this}, which the forward pass of attention alone reads.", nameof(Element));

    private int Size => Element == ElementType.Float32 ? sizeof(float) : sizeof(ushort);

    /// <summary>Whether there are elements but no memory for them.</summary>
    internal bool IsMissing => Data == 0 && Batch > 0 && Heads > 0 && Length > 0 && Width > 0;

    /// <summary>Whether an element may be the same as another: an axis steps over less than what the axes inside it cover.</summary>
    internal bool Repeats
    {
        get
        {
            if (Batch < 1 || Heads < 1 || Length < 1) return false;
            (nint Stride, int Count) inner = (Math.Abs(RowStride), Length), middle = (Math.Abs(HeadStride), Heads), outer = (Math.Abs(BatchStride), Batch);
            if (middle.Stride < inner.Stride) (inner, middle) = (middle, inner);
            if (outer.Stride < middle.Stride) (middle, outer) = (outer, middle);
            if (middle.Stride < inner.Stride) (inner, middle) = (middle, inner);
            nint covered = Width;
            return Steps(inner, ref covered) || Steps(middle, ref covered) || Steps(outer, ref covered);

            static bool Steps((nint Stride, int Count) axis, ref nint covered)
            {
                if (axis.Count <= 1) return false;
                if (axis.Stride < covered) return true;
                covered += axis.Stride * (axis.Count - 1);
                return false;
            }
        }
    }

    private (nint Start, nint End) Bounds
    {
        get
        {
            nint batch = (Batch - 1) * BatchStride, head = (Heads - 1) * HeadStride, row = (Length - 1) * RowStride;
            nint below = Math.Min(batch, 0) + Math.Min(head, 0) + Math.Min(row, 0), above = Math.Max(batch, 0) + Math.Max(head, 0) + Math.Max(row, 0);
            return (Data + below * Size, Data + (above + Width) * Size);
        }
    }

    /// <summary>[B, H, T, D] for messages.</summary>
    public override string ToString() => $"[{Batch}, {Heads}, {Length}, {Width}]";
}
