using System.Buffers.Binary;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>The bytes of a part: its header, then every section at a multiple of 16 bytes.</summary>
internal sealed class IndexLayout
{
    private const int Alignment = 16;

    private readonly int[] _starts = new int[IndexPart.Sections];

    /// <summary>Makes room.</summary>
    /// <param name="lengths">Bytes of each section.</param>
    public IndexLayout(ReadOnlySpan<int> lengths)
    {
        int end = IndexPart.HeaderBytes;
        for (int i = 0; i < lengths.Length; i++)
        {
            _starts[i] = (end + Alignment - 1) / Alignment * Alignment;
            end = checked(_starts[i] + lengths[i]);
        }
        Bytes = GC.AllocateUninitializedArray<byte>(end, pinned: true);
        Bytes.AsSpan(0, Math.Min(end, _starts[0])).Clear();
        Write(0, (long)IndexPart.Magic);
        Write(1, end);
        for (int i = 0; i < lengths.Length; i++)
        {
            Write(2 + 2 * i, _starts[i]);
            Write(3 + 2 * i, lengths[i]);
        }
    }

    /// <summary>All of it, pinned.</summary>
    public byte[] Bytes { get; }

    /// <summary>Fills a section.</summary>
    public void Fill(IndexSection section, ReadOnlySpan<byte> bytes) => bytes.CopyTo(Bytes.AsSpan(_starts[(int)section]));

    private void Write(int word, long value) => BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(word * sizeof(long)), value);
}
