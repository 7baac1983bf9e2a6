using System.Runtime.InteropServices;

namespace Heed.Tests.BadInput;

/// <summary>Memory for one refused call, filled with a pattern: all that the call reads and all that it must not write.</summary>
internal sealed unsafe class Arena : IDisposable
{
    private const int Size = 1 << 14;
    private readonly float* _start = (float*)NativeMemory.AlignedAlloc(Size * sizeof(float), 64);
    private int _used;

    public Arena()
    {
        for (int i = 0; i < Size; i++) _start[i] = Pattern(i);
    }

    public bool IsUntouched
    {
        get
        {
            for (int i = 0; i < Size; i++)
                if (_start[i] != Pattern(i)) return false;
            return true;
        }
    }

    public float* Take(int count)
    {
        float* here = _start + _used;
        _used += (count + 15) / 16 * 16;
        return _used <= Size ? here : throw new InvalidOperationException("the arena is full");
    }

    public Span<float> Floats(int count) => new(Take(count), count);

    public HeadView View(int batch, int heads, int length, int width)
        => HeadView.Contiguous(Take(batch * heads * length * width), batch, heads, length, width);

    public void Dispose() => NativeMemory.AlignedFree(_start);

    private static float Pattern(int place) => 0.25f + place % 64 / 128f;
}
