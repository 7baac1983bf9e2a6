namespace Heed;

/// <summary>Tensor spans as views. The memory must be pinned while the view is used.</summary>
internal static unsafe class TensorViews
{
    /// <summary>A view of [B, H, T, D] with any strides but the last axis's, which must be 1.</summary>
    /// <param name="shape">Its lengths.</param>
    /// <param name="strides">Its strides; 0 along an axis of length 1.</param>
    /// <param name="data">Its first element.</param>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="axes">What the axes are called, for messages.</param>
    /// <exception cref="ArgumentException">Another rank, or gaps along the last axis, or rows that repeat.</exception>
    public static HeadView View(ReadOnlySpan<nint> shape, ReadOnlySpan<nint> strides, float* data, string name, string axes)
    {
        if (shape.Length != 4) throw new ArgumentException($"{name}: expected {axes}; got {shape.Length} axes.", name);
        if (shape[3] > 1 && strides[3] != 1)
            throw new ArgumentException($"{name}: expected a last axis without gaps; got a stride of {strides[3]}.", name);
        foreach (nint length in shape)
            if (length > int.MaxValue) throw new ArgumentException($"{name}: expected axes of at most {int.MaxValue}; got {length}.", name);
        return new HeadView((nint)data, (int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3], strides[0], strides[1], strides[2]);
    }

    /// <summary>As <see cref="View"/>, for memory that is written: no two elements may be the same.</summary>
    public static HeadView Written(ReadOnlySpan<nint> shape, ReadOnlySpan<nint> strides, float* data, string name, string axes)
    {
        HeadView view = View(shape, strides, data, name, axes);
        return view.Repeats
            ? throw new ArgumentException(
                $"{name}: expected memory of its own for every element; got strides [{strides[0]}, {strides[1]}, {strides[2]}].", name)
            : view;
    }
}
