using Heed.Cache;

namespace Heed.Tests.Cache;

/// <summary>Rows of zeros, one batch row and one head, that note which parts of the keys are read.</summary>
internal readonly unsafe struct RecordingRows(int length, int width, HashSet<int> parts) : ICacheRows
{
    public int KeyStride => width;

    public int ValueStride => width;

    public int Sinks => 0;

    public int Window => 1 << 30;

    public int ScratchFloats => DecodeTiles.Run * width;

    public int Length(int row) => length;

    public float* Keys(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
    {
        lock (parts) parts.Add(position / DecodeParts.Keys);
        count = Math.Min(wanted, DecodeTiles.Run);
        next = null;
        new Span<float>(scratch, count * width).Clear();
        return scratch;
    }

    public float* Values(int row, int head, int position, int wanted, float* scratch, out int count, out float* next)
        => Keys(row, head, position, wanted, scratch, out count, out next);
}
