using System.Runtime.CompilerServices;

namespace Heed.Scores;

/// <summary>A view of numbers [B, Hq, Tq, Tk] of which any axis may be 1: it is then the same all along that axis. Row-major, does not own its memory.</summary>
/// <param name="Data">The first number.</param>
/// <param name="Batch">B or 1.</param>
/// <param name="Heads">Hq or 1.</param>
/// <param name="Rows">Tq or 1.</param>
/// <param name="Keys">Tk or 1.</param>
public readonly unsafe record struct BiasView(nint Data, int Batch, int Heads, int Rows, int Keys)
{
    /// <summary>A view of <paramref name="data"/>, which must stay where it is.</summary>
    public BiasView(float* data, int batch, int heads, int rows, int keys) : this((nint)data, batch, heads, rows, keys) { }

    /// <summary>The numbers of one row: Tk of them, or one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Row(int batch, int head, int row)
        => (float*)Data + (((Batch == 1 ? 0 : (nint)batch) * Heads + (Heads == 1 ? 0 : head)) * Rows + (Rows == 1 ? 0 : row)) * Keys;

    /// <summary>Refuses sizes it does not fit.</summary>
    internal void Check(string name, string parameter, int batch, int heads, int queryCount, int keyCount)
    {
        if (Data == 0 || (Batch != 1 && Batch != batch) || (Heads != 1 && Heads != heads) || (Rows != 1 && Rows != queryCount) || (Keys != 1 && Keys != keyCount))
            throw new ArgumentException(
                $"{name}: expected [B={batch} or 1, Hq={heads} or 1, Tq={queryCount} or 1, Tk={keyCount} or 1]; "
                + $"got [{Batch}, {Heads}, {Rows}, {Keys}]{(Data == 0 ? " without memory" : "")}.", parameter);
    }
}
