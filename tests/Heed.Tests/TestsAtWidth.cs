using Heed.Numerics;

namespace Heed.Tests;

/// <summary>Tests at the machine's own vector width or, in classes derived for it, at a narrower one.</summary>
public abstract class TestsAtWidth : IDisposable
{
    private readonly IDisposable? _width;

    protected TestsAtWidth() { }

    protected TestsAtWidth(int bits)
    {
        if (bits == Lanes.Bits) Assert.Skip($"{bits} bits are this machine's own width");
        _width = VectorWidth.Force(bits);
    }

    public void Dispose()
    {
        _width?.Dispose();
        GC.SuppressFinalize(this);
    }
}
