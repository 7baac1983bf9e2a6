using System.Buffers;
using System.Text.Json;
using Heed.Prompts.Stores.Files.Index;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Stores.Files;

/// <summary>Traces in segments, found through an index that is derived from them.</summary>
/// <param name="store">The store's folder.</param>
internal sealed class FileTraces(string store) : ITraceStore
{
    private readonly string _folder = Path.Combine(store, "traces");
    private readonly SegmentWriter _writer = new(Path.Combine(store, "traces"));
    private readonly TraceIndex _index = new(store);
    private readonly ReaderWriterLockSlim _gate = new();
    private IndexSearch _search = new([]);

    /// <inheritdoc/>
    public void Append(params IReadOnlyList<Trace> traces)
    {
        if (traces.Count == 0) return;
        var lines = new ArrayBufferWriter<byte>();
        foreach (Trace trace in traces)
        {
            if (trace.Id.Length == 0) throw new HeedException("trace: expected an id; got none.");
            SegmentLine.Write(lines, SegmentLine.TraceKind, json => TraceJson.Write(json, trace));
        }
        StoreFormat.Make(store);
        _writer.Write(lines.WrittenMemory);
    }

    /// <inheritdoc/>
    public void Annotate(params IReadOnlyList<TraceNote> notes)
    {
        if (notes.Count == 0) return;
        string[] missing = Look(_ => notes.Select(note => note.TraceId).Where(id => _search.Find(IndexPart.KeyOf(id)) is null).ToArray());
        if (missing is [var first, ..]) throw new HeedException($"trace: there is none with the id '{first}'.");
        var lines = new ArrayBufferWriter<byte>();
        foreach (TraceNote note in notes) SegmentLine.Write(lines, SegmentLine.NoteKind, json => TraceNoteJson.Write(json, note));
        _writer.Write(lines.WrittenMemory);
    }

    /// <inheritdoc/>
    public Trace? Find(string id) => Look(parts => _search.Find(IndexPart.KeyOf(id)) is { } hit ? Read(parts, hit) : null);

    /// <inheritdoc/>
    public IReadOnlyList<TraceNote> Notes(string traceId) => Look(parts => Notes(parts, IndexPart.KeyOf(traceId)));

    /// <inheritdoc/>
    public TracePage Search(TraceQuery query) => Look(parts =>
    {
        (IndexHit[] page, int count) = _search.Find(query);
        return new TracePage([.. page.Select(hit => Read(parts, hit))], count);
    });

    /// <inheritdoc/>
    public StoreReport Verify()
    {
        var (traces, notes, damages) = (new HashSet<string>(), new HashSet<string>(), new List<StoreDamage>());
        long bytes = 0;
        string[] files = Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*" + SegmentWriter.Extension) : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            byte[] all = SegmentReader.Bytes(file, 0, long.MaxValue);
            bytes += all.Length;
            long end = SegmentReader.Read(all, 0, record => Take(file, record), at
                => damages.Add(new StoreDamage(Place(file, all, at), "this line is not as it was written", false)));
            if (end < all.Length) damages.Add(new StoreDamage(Place(file, all, end),
                "the last line has no end: its writer was stopped before it was confirmed", true));
        }
        return new StoreReport(traces.Count, notes.Count, bytes, damages);

        void Take(string file, SegmentRecord record)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(record.Json);
                if (record.IsNote) notes.Add(TraceNoteJson.Read(document.RootElement).Id);
                else traces.Add(TraceJson.Read(document.RootElement).Id);
            }
            catch (Exception error) when (error is JsonException or HeedException)
            {
                damages.Add(new StoreDamage($"{file}, byte {record.Start}", error.Message, false));
            }
        }

        static string Place(string file, byte[] bytes, long at) => $"{file}, line {bytes.AsSpan(0, (int)at).Count((byte)'\n') + 1}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _index.Dispose();
        _gate.Dispose();
    }

    /// <summary>Asks the index as it is now. Where it leads to a place that holds something else, it is made anew, once.</summary>
    private T Look<T>(Func<IndexPart[], T> ask)
    {
        try
        {
            Refresh(discard: false);
            try
            {
                return Ask();
            }
            catch (IndexMismatchException)
            {
                Refresh(discard: true);
                return Ask();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or IndexMismatchException)
        {
            throw new HeedException($"store: '{store}' cannot be read ({error.Message}).", error);
        }

        T Ask()
        {
            _gate.EnterReadLock();
            try
            {
                return ask(_index.Parts);
            }
            finally
            {
                _gate.ExitReadLock();
            }
        }
    }

    private void Refresh(bool discard)
    {
        StoreFormat.Check(store);
        _gate.EnterWriteLock();
        try
        {
            if (discard) _index.Discard();
            if (_index.Refresh() || discard) _search = new IndexSearch(_index.Parts);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    private Trace Read(IndexPart[] parts, IndexHit hit)
    {
        IndexPart part = parts[hit.Part];
        IndexRow row = part.Rows[hit.Row];
        Trace trace = Read(part, row.Source, row.RecordStart, row.RecordLength, TraceJson.Read);
        if (IndexPart.KeyOf(trace.Id) != row.Key) throw new IndexMismatchException();
        return trace.With(Notes(parts, row.Key));
    }

    private TraceNote[] Notes(IndexPart[] parts, UInt128 trace)
        => [.. _search.Notes(trace).Select(place =>
        {
            IndexNote note = parts[place.Part].Notes[place.Note];
            return Read(parts[place.Part], note.Source, note.RecordStart, note.RecordLength, TraceNoteJson.Read);
        })];

    private T Read<T>(IndexPart part, int source, long start, int length, Func<JsonElement, T> read)
    {
        byte[] line = SegmentReader.Bytes(_index.PathOf(part.NameOf(part.Sources[source])), start, start + length);
        ReadOnlyMemory<byte> body = line.Length == length ? SegmentLine.Body(line) : default;
        if (body.IsEmpty) throw new IndexMismatchException();
        using JsonDocument document = JsonDocument.Parse(body[(body.Span.IndexOf((byte)':') + 1)..]);
        return read(document.RootElement);
    }
}
