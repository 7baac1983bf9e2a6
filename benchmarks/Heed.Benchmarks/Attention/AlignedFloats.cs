using System.Runtime.InteropServices;

namespace Heed.Benchmarks;

/// <summary>Native floats on a 64-byte boundary, 0 at first: where an array happens to lie must not move a figure.</summary>
internal sealed unsafe class AlignedFloats : IDisposable
{
    private readonly int _count;
    private float* _data;

    /// <summary>Memory for <paramref name="count"/> floats.</summary>
    public AlignedFloats(int count)
    {
        _count = count;
        _data = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        Span.Clear();
    }

    /// <summary>All of it.</summary>
    public Span<float> Span => new(_data, _count);

    /// <summary>Frees the memory; spans on it must not be used any more.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
