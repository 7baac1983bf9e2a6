using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Stores.Files.Index;

/// <summary>Makes a part of the index from records.</summary>
/// <param name="known">The keys of traces and notes that are indexed already; those that are added come to them.</param>
internal sealed class IndexBuilder(HashSet<UInt128> known)
{
    private readonly List<IndexSource> _sources = [];
    private readonly List<IndexRow> _rows = [];
    private readonly List<IndexNote> _notes = [];
    private readonly List<int> _attributes = [];
    private readonly Dictionary<string, int> _strings = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _ids = new();
    private readonly ArrayBufferWriter<byte> _texts = new();
    private string? _name;

    /// <summary>Bytes of texts so far.</summary>
    public long TextBytes => _texts.WrittenCount;

    /// <summary>Bytes of segments so far.</summary>
    public long SourceBytes { get; private set; }

    /// <summary>Whether nothing was added yet.</summary>
    public bool IsEmpty => _sources.Count == 0;

    /// <summary>Adds the whole lines of a piece of a segment; returns the byte behind the last of them.</summary>
    public long Add(string name, long from, ReadOnlyMemory<byte> bytes)
    {
        // A segment that is added by pieces is one source.
        if (_name != name || _sources[^1].To != from)
        {
            (int start, int length) = AddId(_name = name);
            _sources.Add(new IndexSource { From = from, To = from, NameStart = start, NameLength = length });
        }
        int source = _sources.Count - 1;
        long to = SegmentReader.Read(bytes, from, record => Add(source, record));
        CollectionsMarshal.AsSpan(_sources)[source].To = to;
        SourceBytes += to - from;
        return to;
    }

    /// <summary>The part, in memory that is pinned.</summary>
    public byte[] ToBytes()
    {
        string[] strings = [.. _strings.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        var stringBytes = new ArrayBufferWriter<byte>();
        int[] ends = new int[strings.Length];
        for (int i = 0; i < strings.Length; i++)
        {
            Encoding.UTF8.GetBytes(strings[i], stringBytes);
            ends[i] = stringBytes.WrittenCount;
        }
        ReadOnlySpan<byte> sources = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_sources)), rows = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_rows)),
            notes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_notes)), attributes = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_attributes));
        var layout = new IndexLayout([sources.Length, rows.Length, notes.Length, attributes.Length,
            ends.Length * sizeof(int), stringBytes.WrittenCount, _ids.WrittenCount, _texts.WrittenCount]);
        layout.Fill(IndexSection.Sources, sources);
        layout.Fill(IndexSection.Rows, rows);
        layout.Fill(IndexSection.Notes, notes);
        layout.Fill(IndexSection.Attributes, attributes);
        layout.Fill(IndexSection.StringEnds, MemoryMarshal.AsBytes(ends.AsSpan()));
        layout.Fill(IndexSection.Strings, stringBytes.WrittenSpan);
        layout.Fill(IndexSection.Ids, _ids.WrittenSpan);
        layout.Fill(IndexSection.Texts, _texts.WrittenSpan);
        return layout.Bytes;
    }

    private void Add(int source, SegmentRecord record)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(record.Json);
            if (record.IsNote) Add(source, record, TraceNoteJson.Read(document.RootElement));
            else Add(source, record, TraceJson.Read(document.RootElement));
        }
        catch (Exception error) when (error is JsonException or HeedException)
        {
            // Whole, but not what this version knows: it cannot be found, and a look at the whole store names it.
        }
    }

    private void Add(int source, SegmentRecord record, Trace trace)
    {
        UInt128 key = IndexPart.KeyOf(trace.Id);
        if (!known.Add(key)) return;
        (int idStart, int idLength) = AddId(trace.Id);
        long textStart = _texts.WrittenCount;
        Encoding.UTF8.GetBytes(TraceText.Haystack(trace), _texts);
        _rows.Add(new IndexRow
        {
            Key = key, Started = trace.Started.UtcTicks, LatencyMs = trace.LatencyMs, TextStart = textStart,
                TextLength = (int)(_texts.WrittenCount - textStart),
            RecordStart = record.Start, RecordLength = record.Length, Source = source, AttributesStart = AddAttributes(trace.Tags, trace.Scores,
                trace.Metadata),
            IdStart = idStart, IdLength = idLength, Prompt = AddString(trace.PromptName), Version = AddString(trace.PromptVersion),
                Label = AddString(trace.Label),
            Model = AddString(trace.Model), Run = AddString(trace.RunId), HasError = trace.Error is null ? 0 : 1,
        });
    }

    private void Add(int source, SegmentRecord record, TraceNote note)
    {
        UInt128 key = IndexPart.KeyOf(note.Id);
        if (!known.Add(key)) return;
        (int idStart, int idLength) = AddId(note.Id);
        _notes.Add(new IndexNote
        {
            Key = key, TraceKey = IndexPart.KeyOf(note.TraceId), At = note.At.UtcTicks, RecordStart = record.Start, RecordLength = record.Length,
                Source = source,
            AttributesStart = AddAttributes(note.Tags, note.Scores, new Dictionary<string, JsonElement>()), IdStart = idStart, IdLength = idLength,
        });
    }

    private (int Start, int Length) AddId(string id)
    {
        int start = _ids.WrittenCount;
        return (start, (int)Encoding.UTF8.GetBytes(id, _ids));
    }

    private int AddString(string? text)
    {
        if (text is null) return -1;
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_strings, text, out bool there);
        return there ? number : number = _strings.Count - 1;
    }

    private int AddAttributes(IReadOnlyList<string> tags, IReadOnlyDictionary<string, double> scores, IReadOnlyDictionary<string, JsonElement> metadata)
    {
        int start = _attributes.Count;
        _attributes.Add(tags.Count);
        foreach (string tag in tags) _attributes.Add(AddString(tag));
        _attributes.Add(scores.Count);
        foreach ((string name, double score) in scores)
        {
            long bits = BitConverter.DoubleToInt64Bits(score);
            _attributes.AddRange([AddString(name), (int)bits, (int)(bits >> 32)]);
        }
        _attributes.Add(metadata.Count);
        foreach ((string name, JsonElement value) in metadata) _attributes.AddRange([AddString(name), AddString(TraceText.Plain(value))]);
        return start;
    }
}
