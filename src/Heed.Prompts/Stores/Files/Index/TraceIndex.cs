using System.Globalization;
using Heed.Models;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>
/// What is known of all segments: parts in files of the folder <c>index</c>, which any process may have made, and in memory what came since. Nothing is lost
/// with the files: a part that is missing, damaged, or does not fit the segments is made anew. Not safe for several threads.
/// </summary>
/// <param name="store">The store's folder.</param>
internal sealed class TraceIndex(string store) : IDisposable
{
    /// <summary>Bytes of segments from which on a part goes to a file.</summary>
    private const long LeastOfFile = 2 << 20;

    /// <summary>Bytes of texts at which a part is closed.</summary>
    private const long LargestTexts = 128 << 20;

    /// <summary>A segment is read by pieces of so many bytes.</summary>
    private const long Piece = 16 << 20;

    private readonly string _folder = Path.Combine(store, "index"), _segments = Path.Combine(store, "traces");
    private readonly SortedDictionary<string, IndexPart> _files = new(StringComparer.Ordinal);
    private readonly List<IndexPart> _recent = [];
    private readonly Dictionary<string, long> _covered = new(StringComparer.Ordinal);
    private HashSet<UInt128>? _known;
    private long _recentBytes;
    private bool _cannotWrite;

    /// <summary>All parts.</summary>
    public IndexPart[] Parts { get; private set; } = [];

    /// <summary>Where a segment lies.</summary>
    public string PathOf(string segment) => Path.Combine(_segments, segment);

    /// <summary>Brings the index to what the segments are now; returns whether anything changed.</summary>
    public bool Refresh()
    {
        // Parts first: what a part was made of is there when its segments are looked at.
        bool changed = _files.Count == 0 && _recent.Count == 0 && OpenFiles();
        (string Name, long Length)[] segments = Segments();
        if (_covered.Any(covered => !Array.Exists(segments, segment => segment.Name == covered.Key && segment.Length >= covered.Value)))
        {
            Clear(); // segments went away, as when git goes to another branch
            OpenFiles();
            segments = Segments();
            changed = true;
        }
        (string Name, long Length)[] pending = [.. segments.Where(segment => segment.Length > _covered.GetValueOrDefault(segment.Name))];
        if (pending.Length > 0)
        {
            long bytes = _recentBytes + pending.Sum(segment => segment.Length - _covered.GetValueOrDefault(segment.Name));
            if (bytes < LeastOfFile || !Write()) AddRecent(pending);
            changed = true;
        }
        if (changed) Parts = [.. _files.Values, .. _recent];
        return changed;
    }

    /// <summary>Throws the files of the index away, as they do not fit the segments.</summary>
    public void Discard()
    {
        Clear();
        try
        {
            foreach (string file in Names()) File.Delete(Path.Combine(_folder, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _cannotWrite = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private (string Name, long Length)[] Segments()
        => Directory.Exists(_segments)
            ? [.. new DirectoryInfo(_segments).EnumerateFiles("*" + SegmentWriter.Extension).Select(file => (file.Name, file.Length))
                .OrderBy(segment => segment.Name, StringComparer.Ordinal)]
            : [];

    private string[] Names() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.idx").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Opens the parts that fit the segments and each other; returns whether there is any.</summary>
    private bool OpenFiles()
    {
        foreach (string name in Names())
            if (!_files.ContainsKey(name) && IndexPart.Open(Path.Combine(_folder, name)) is { } part)
            {
                if (Fits(part)) Cover(_files[name] = part);
                else part.Dispose();
            }
        return _files.Count > 0;
    }

    private bool Fits(IndexPart part)
    {
        foreach (ref readonly IndexSource source in part.Sources)
        {
            string name = part.NameOf(source);
            var file = new FileInfo(PathOf(name));
            if (source.From != _covered.GetValueOrDefault(name) || !file.Exists || file.Length < source.To) return false;
        }
        return true;
    }

    private void Cover(IndexPart part)
    {
        foreach (ref readonly IndexSource source in part.Sources) _covered[part.NameOf(source)] = source.To;
        if (_known is not null) AddKnown(_known, part);
    }

    private void AddRecent((string Name, long Length)[] pending)
    {
        var builder = new IndexBuilder(Known());
        Add(builder, pending, long.MaxValue);
        if (builder.SourceBytes == 0) return; // only beginnings of lines
        _recentBytes += builder.SourceBytes;
        var part = IndexPart.Of(builder.ToBytes());
        _recent.Add(part);
        Cover(part);
    }

    /// <summary>Writes all that no file has to new files; returns whether it could.</summary>
    private bool Write()
    {
        if (_cannotWrite) return false;
        try
        {
            Directory.CreateDirectory(_folder);
            using StoreLock? held = StoreLock.TryTake(_folder);
            if (held is null) return false; // another process is at it
            Clear();
            OpenFiles();
            foreach (string name in Names().Where(name => !_files.ContainsKey(name))) File.Delete(Path.Combine(_folder, name));
            while (true)
            {
                (string Name, long Length)[] pending = [.. Segments().Where(segment => segment.Length > _covered.GetValueOrDefault(segment.Name))];
                var builder = new IndexBuilder(Known());
                bool isAll = Add(builder, pending, LargestTexts);
                if (builder.SourceBytes == 0) return true;
                string name = NextName();
                byte[] bytes = builder.ToBytes();
                SafeFile.Write(Path.Combine(_folder, name), stream => stream.Write(bytes));
                IndexPart part = IndexPart.Open(Path.Combine(_folder, name)) ?? IndexPart.Of(bytes);
                _files[name] = part;
                foreach (ref readonly IndexSource source in part.Sources) _covered[part.NameOf(source)] = source.To;
                if (isAll) return true;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HeedException)
        {
            _cannotWrite = true; // a store that is only read is searched all the same
            return false;
        }
    }

    /// <summary>Adds pieces until there is enough; returns whether that was all.</summary>
    private bool Add(IndexBuilder builder, (string Name, long Length)[] pending, long enough)
    {
        foreach ((string name, long length) in pending)
            for (long from = _covered.GetValueOrDefault(name), piece = Piece; from < length;)
            {
                if (builder.TextBytes >= enough) return false;
                byte[] bytes = SegmentReader.Bytes(PathOf(name), from, Math.Min(length, from + piece));
                long to = builder.Add(name, from, bytes);
                if (to > from) (from, piece) = (to, Piece);
                else if (bytes.Length < piece) break; // a line that has no end yet
                else piece *= 2;
            }
        return true;
    }

    private string NextName()
    {
        int last = Names() is [.., var name] && int.TryParse(name.AsSpan(0, name.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture,
            out int number) ? number : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{last + 1:D8}.idx");
    }

    private HashSet<UInt128> Known()
    {
        if (_known is not null) return _known;
        _known = [];
        foreach (IndexPart part in _files.Values.Concat(_recent)) AddKnown(_known, part);
        return _known;
    }

    private static void AddKnown(HashSet<UInt128> known, IndexPart part)
    {
        known.EnsureCapacity(known.Count + part.Rows.Length + part.Notes.Length);
        foreach (ref readonly IndexRow row in part.Rows) known.Add(row.Key);
        foreach (ref readonly IndexNote note in part.Notes) known.Add(note.Key);
    }

    private void Clear()
    {
        foreach (IndexPart part in _files.Values.Concat(_recent)) part.Dispose();
        (_known, _recentBytes, Parts) = (null, 0, []);
        _files.Clear();
        _recent.Clear();
        _covered.Clear();
    }
}
