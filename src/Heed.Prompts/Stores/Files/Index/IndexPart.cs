using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>
/// A part of the index, laid over memory or over a file: a header (<see cref="Magic"/>, the length of all, then start and length of every section) and the
/// sections. It is derived from segments and never the truth; where it does not fit them it is made anew.
/// </summary>
internal sealed unsafe class IndexPart : IDisposable
{
    /// <summary>How a part begins; its last digit is the version of the layout.</summary>
    public const ulong Magic = 0x3158_4449_4445_4548; // "HEEDIDX1"

    /// <summary>How many sections there are.</summary>
    public const int Sections = (int)IndexSection.Texts + 1;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderBytes = sizeof(ulong) * (2 + 2 * Sections);

    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte[]? _memory;
    private readonly byte* _bytes;

    private IndexPart(MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        (_file, _view) = (file, view);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
        _bytes += view.PointerOffset;
    }

    private IndexPart(byte[] pinned)
    {
        _memory = pinned;
        _bytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
    }

    /// <summary>The rows.</summary>
    public ReadOnlySpan<IndexRow> Rows => Section<IndexRow>(IndexSection.Rows);

    /// <summary>The notes.</summary>
    public ReadOnlySpan<IndexNote> Notes => Section<IndexNote>(IndexSection.Notes);

    /// <summary>The pieces it is made of.</summary>
    public ReadOnlySpan<IndexSource> Sources => Section<IndexSource>(IndexSection.Sources);

    /// <summary>A part in memory that is pinned.</summary>
    public static IndexPart Of(byte[] pinned) => new(pinned);

    /// <summary>A part in a file; null where the file is none, or not whole.</summary>
    public static IndexPart? Open(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length < HeaderBytes) return null;
            MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
                File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), null, 0, MemoryMappedFileAccess.Read,
                    HandleInheritability.None, false);
            var part = new IndexPart(file, file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read));
            if (part.IsWhole(length)) return part;
            part.Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // it was taken away meanwhile
        }
    }

    /// <summary>What an id is found by.</summary>
    public static UInt128 KeyOf(ReadOnlySpan<byte> id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    /// <summary>What an id is found by.</summary>
    public static UInt128 KeyOf(string id) => KeyOf(Encoding.UTF8.GetBytes(id));

    /// <summary>The segment of a source.</summary>
    public string NameOf(in IndexSource source) => Encoding.UTF8.GetString(Id(source.NameStart, source.NameLength));

    /// <summary>An id.</summary>
    public ReadOnlySpan<byte> Id(int start, int length) => Section<byte>(IndexSection.Ids).Slice(start, length);

    /// <summary>The texts of a row.</summary>
    public ReadOnlySpan<byte> Text(in IndexRow row) => new(_bytes + Start(IndexSection.Texts) + row.TextStart, row.TextLength);

    /// <summary>Tags, scores and metadata from a place on.</summary>
    public ReadOnlySpan<int> Attributes(int start) => Section<int>(IndexSection.Attributes)[start..];

    /// <summary>The number of a string; −2 where the part has none, which is no row's.</summary>
    public int Find(string text)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        ReadOnlySpan<int> ends = Section<int>(IndexSection.StringEnds);
        ReadOnlySpan<byte> strings = Section<byte>(IndexSection.Strings);
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++])
            if (strings[start..ends[i]].SequenceEqual(wanted)) return i;
        return -2;
    }

    /// <summary>Which strings begin with a text.</summary>
    public bool[] Beginning(string text)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        ReadOnlySpan<int> ends = Section<int>(IndexSection.StringEnds);
        ReadOnlySpan<byte> strings = Section<byte>(IndexSection.Strings);
        bool[] fits = new bool[ends.Length];
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++]) fits[i] = strings[start..ends[i]].StartsWith(wanted);
        return fits;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_view is null) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file!.Dispose();
    }

    private long Start(IndexSection section) => ((long*)_bytes)[2 + 2 * (int)section];

    private long Bytes(IndexSection section) => ((long*)_bytes)[3 + 2 * (int)section];

    private ReadOnlySpan<T> Section<T>(IndexSection section) where T : unmanaged
        => new(_bytes + Start(section), checked((int)(Bytes(section) / sizeof(T))));

    private bool IsWhole(long length)
    {
        if (*(ulong*)_bytes != Magic || ((long*)_bytes)[1] != length) return false;
        for (IndexSection section = 0; (int)section < Sections; section++)
            if (Start(section) < HeaderBytes || Bytes(section) < 0 || Start(section) + Bytes(section) > length) return false;
        return true;
    }
}
