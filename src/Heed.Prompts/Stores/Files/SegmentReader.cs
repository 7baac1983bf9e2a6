namespace Heed.Prompts.Stores.Files;

/// <summary>Reads the records of segments, and passes over what is damaged.</summary>
internal static class SegmentReader
{
    /// <summary>Finds the records in some bytes of a segment.</summary>
    /// <param name="bytes">The bytes, from the beginning of a line on.</param>
    /// <param name="start">Where they begin in the file.</param>
    /// <param name="record">Takes each sound record; those of a kind that is not known are passed over.</param>
    /// <param name="damage">Takes the beginning of each line that is not as it was written; null where no one asks.</param>
    /// <returns>Where the last whole line ends in the file: what is behind it is being written, or was never written to its end.</returns>
    public static long Read(ReadOnlyMemory<byte> bytes, long start, Action<SegmentRecord> record, Action<long>? damage = null)
    {
        int at = 0;
        while (bytes.Span[at..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            ReadOnlyMemory<byte> body = length == 0 ? default : SegmentLine.Body(bytes.Slice(at, length));
            if (body.IsEmpty)
            {
                if (length > 0) damage?.Invoke(start + at);
            }
            else if (body.Span.StartsWith(SegmentLine.TraceKind))
                record(new SegmentRecord(start + at, length, false, body[SegmentLine.TraceKind.Length..]));
            else if (body.Span.StartsWith(SegmentLine.NoteKind))
                record(new SegmentRecord(start + at, length, true, body[SegmentLine.NoteKind.Length..]));
            at += length + 1;
        }
        return start + at;
    }

    /// <summary>Some bytes of a file that others may be writing to; fewer where it ends before.</summary>
    public static byte[] Bytes(string path, long from, long to)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(0, Math.Min(to, file.Length) - from)));
        int read = 0;
        while (read < bytes.Length && RandomAccess.Read(file.SafeFileHandle, bytes.AsSpan(read), from + read) is > 0 and var more) read += more;
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
