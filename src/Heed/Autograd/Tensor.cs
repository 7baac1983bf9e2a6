using Heed.Numerics;

namespace Heed.Autograd;

/// <summary>
/// float32 numbers in row-major order, in native memory aligned to 64 bytes, with room for a gradient of the same shape; or weights that
/// are read as they are stored, in a mapped file or another format.
/// </summary>
/// <remarks>
/// A tensor made with <see cref="Tensor(ReadOnlySpan{int}, string)"/> belongs to its maker, who disposes it; one made by
/// an operation belongs to the
/// <see cref="Tape"/> it was made on. Not safe for use from several threads at once.
/// </remarks>
public sealed unsafe class Tensor : IDisposable
{
    private readonly int[] _shape;
    private readonly StoredMatrix _stored;
    private readonly object? _owner;
    private bool _isDisposed;
    private float* _data;
    private float* _gradient;

    /// <summary>Makes a tensor of zeros.</summary>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="name">A name for messages.</param>
    /// <exception cref="ArgumentException">An axis is negative, or there are too many elements.</exception>
    public Tensor(ReadOnlySpan<int> shape, string name = "") : this(shape, name, requiresGradient: false)
    {
        Span.Clear();
    }

    internal Tensor(ReadOnlySpan<int> shape, string name, bool requiresGradient)
    {
        UInt128 count = 1;
        foreach (int length in shape)
        {
            Argument.AtLeast(0, length, nameof(shape));
            count = UInt128.Min(count * (uint)length, UInt128.One << 64); // so that no number of axes overflows
        }
        if (count > int.MaxValue)
            throw new ArgumentException(
                $"shape: expected at most {int.MaxValue} elements; got [{string.Join(", ", shape.ToArray())}].", nameof(shape));
        _shape = shape.ToArray();
        Count = (int)count;
        Name = name;
        RequiresGradient = requiresGradient;
        _data = BufferPool.Rent(Math.Max(1, Count));
    }

    /// <summary>Weights that are only read, in memory of somebody else that outlives the tensor.</summary>
    /// <param name="stored">[rows, columns], how and where they lie.</param>
    /// <param name="shape">Axes; the last is the columns, the others multiply to the rows.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="owner">What must not be collected while the tensor is there; null for nothing.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public Tensor(StoredMatrix stored, ReadOnlySpan<int> shape, string name = "", object? owner = null)
    {
        (_stored, IsStored, Name, _shape, _owner) = (stored, true, name, shape.ToArray(), owner);
        long count = (long)stored.Rows * stored.Columns, product = 1;
        foreach (int length in shape) product *= length;
        if (shape.IsEmpty || shape[^1] != stored.Columns || product != count || count > int.MaxValue)
            throw new ArgumentException($"shape: expected [{stored.Rows}, {stored.Columns}] or one that multiplies to it, at most {int.MaxValue} numbers; got {this}.", nameof(shape));
        Count = (int)count;
    }

    /// <summary>A name for messages and files.</summary>
    public string Name { get; }

    /// <summary>The length of each axis.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>The length of the last axis; 1 for a scalar.</summary>
    public int Columns => _shape.Length == 0 ? 1 : _shape[^1];

    /// <summary>The product of all axes but the last.</summary>
    public int Rows => Columns == 0 ? 0 : Count / Columns;

    /// <summary>Whether operations on it record how to reach its gradient.</summary>
    /// <exception cref="InvalidOperationException">It is asked of weights that are only read.</exception>
    public bool RequiresGradient
    {
        get;
        set
        {
            if (value && IsStored) throw NotOwn("gradient");
            field = value;
        }
    }

    /// <summary>Whether these are weights that are only read, as they are stored: linear maps and tables read them, nothing else.</summary>
    public bool IsStored { get; }

    /// <summary>The elements as a matrix of <see cref="Rows"/> by <see cref="Columns"/>, however they lie; valid while the tensor is there.</summary>
    /// <exception cref="ObjectDisposedException">The tensor has been disposed.</exception>
    public StoredMatrix Stored
        => !IsStored ? new StoredMatrix(StoredFormat.Float32, (byte*)Data, Rows, Columns)
            : !_isDisposed ? _stored : throw new ObjectDisposedException($"Tensor {Name}");

    /// <summary>A copy of the elements as float32, however they lie.</summary>
    public float[] ToArray()
    {
        var copy = new float[Count];
        StoredMatrix stored = Stored;
        fixed (float* target = copy)
            for (int row = 0; row < stored.Rows; row++) stored.Read(row, target + (nint)row * stored.Columns);
        GC.KeepAlive(_owner);
        return copy;
    }

    /// <summary>The elements.</summary>
    /// <exception cref="InvalidOperationException">These are weights that are only read.</exception>
    public Span<float> Span => new(Data, Count);

    /// <summary>The first element.</summary>
    /// <exception cref="InvalidOperationException">These are weights that are only read.</exception>
    public float* Data => _data != null ? _data : throw (IsStored ? NotOwn("float32 numbers in memory of their own") : new ObjectDisposedException($"Tensor {Name}"));

    /// <summary>Whether a gradient has been written.</summary>
    public bool HasGradient { get; private set; }

    /// <summary>The gradient; empty while <see cref="HasGradient"/> is false.</summary>
    public Span<float> Gradient => HasGradient ? new Span<float>(_gradient, Count) : [];

    internal float* GradientData => _gradient;

    private InvalidOperationException NotOwn(string asked)
        => new($"{this}: weights that are read as they are stored ({_stored.Format}) have no {asked}; load the model with weights of its own.");

    /// <summary>[a, b, …] for messages.</summary>
    public override string ToString() => $"{Name}[{string.Join(", ", _shape)}]";

    /// <summary>Puts a gradient in place of what is there: where a backward pass starts.</summary>
    /// <param name="gradient">As many numbers as the tensor has.</param>
    /// <exception cref="ArgumentException">The count is off.</exception>
    public void SetGradient(ReadOnlySpan<float> gradient)
    {
        if (gradient.Length != Count)
            throw new ArgumentException($"gradient: expected {Count} numbers for {this}; got {gradient.Length}.", nameof(gradient));
        gradient.CopyTo(new Span<float>(OpenGradient(out _), Count));
    }

    /// <summary>Forgets the gradient, so that the next one written replaces it.</summary>
    public void ClearGradient() => HasGradient = false;

    /// <summary>The gradient's memory and whether what it holds must be added to (else it must be overwritten whole).</summary>
    internal float* OpenGradient(out bool accumulate)
    {
        if (_gradient == null) _gradient = BufferPool.Rent(Math.Max(1, Count));
        accumulate = HasGradient;
        HasGradient = true;
        return _gradient;
    }

    /// <summary>The gradient's memory, zero if nothing was there: for operations that only add.</summary>
    internal float* OpenGradientToAdd()
    {
        float* gradient = OpenGradient(out bool accumulate);
        if (!accumulate) new Span<float>(gradient, Count).Clear();
        return gradient;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        BufferPool.Return(_data, Math.Max(1, Count));
        BufferPool.Return(_gradient, Math.Max(1, Count));
        _data = _gradient = null;
        HasGradient = false;
        _isDisposed = true;
    }
}
