using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Stores.Files;

/// <summary>
/// A record of a segment: a line of JSON, <c>{"check":"CRC:LENGTH","trace":{…}}</c>, where CRC is CRC-32C (RFC 3720) in 8 hexadecimal digits over the LENGTH
/// bytes between the comma and the last brace. A line that was not written to its end shows it by one of the two.
/// </summary>
internal static class SegmentLine
{
    /// <summary>What begins the part of a trace.</summary>
    public static ReadOnlySpan<byte> TraceKind => "\"trace\":"u8;

    /// <summary>What begins the part of a note.</summary>
    public static ReadOnlySpan<byte> NoteKind => "\"note\":"u8;

    private static ReadOnlySpan<byte> Start => "{\"check\":\""u8;

    private const int Digits = 8;

    // Non-ASCII letters stay readable; control characters, ends of lines among them, are always escaped.
    private static readonly JsonWriterOptions s_options = new() { Encoder = PlainEncoder.Shared, SkipValidation = true };

    /// <summary>Writes a line with its end.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> kind, Action<Utf8JsonWriter> value)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        body.Write(kind);
        using (var json = new Utf8JsonWriter(body, s_options)) value(json);
        output.Write(Start);
        output.Write(Encoding.ASCII.GetBytes($"{Checksum(body.WrittenSpan):x8}:{body.WrittenCount}\","));
        output.Write(body.WrittenSpan);
        output.Write("}\n"u8);
    }

    /// <summary>The part between comma and last brace of a line without its end; empty where the line is not as it was written.</summary>
    public static ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> line)
    {
        ReadOnlySpan<byte> bytes = line.Span;
        if (!bytes.StartsWith(Start) || bytes[^1] != '}') return default;
        int end = bytes[Start.Length..].IndexOf((byte)'"') + Start.Length;
        if (end < Start.Length + Digits + 2 || end + 1 >= bytes.Length || bytes[end + 1] != ',') return default;
        ReadOnlySpan<byte> check = bytes[Start.Length..end];
        ReadOnlyMemory<byte> body = line[(end + 2)..^1];
        return Utf8Parser.TryParse(check[..Digits], out uint sum, out int read, 'x') && read == Digits && check[Digits] == ':'
            && Utf8Parser.TryParse(check[(Digits + 1)..], out int length, out _) && length == body.Length && Checksum(body.Span) == sum ? body : default;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        if (BitConverter.IsLittleEndian)
            foreach (ulong word in words) sum = BitOperations.Crc32C(sum, word);
        foreach (byte one in BitConverter.IsLittleEndian ? bytes[(words.Length * sizeof(ulong))..] : bytes) sum = BitOperations.Crc32C(sum, one);
        return ~sum;
    }
}
