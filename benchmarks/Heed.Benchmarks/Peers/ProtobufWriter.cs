using System.Text;

namespace Heed.Benchmarks;

/// <summary>The fields of one Protocol Buffers message, in the order they are added.</summary>
/// <remarks>Source: protobuf.dev, "Encoding". A key is field number · 8 + wire type: 0 for a varint, 2 for bytes with their length, 5 for four bytes.</remarks>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream _bytes = new();

    /// <summary>A whole number, which may not be negative.</summary>
    public ProtobufWriter Add(int field, long value)
    {
        Varint(field << 3);
        Varint(value);
        return this;
    }

    /// <summary>A text, in UTF-8.</summary>
    public ProtobufWriter Add(int field, string text) => Add(field, (ReadOnlySpan<byte>)Encoding.UTF8.GetBytes(text));

    /// <summary>A number of 32 bits.</summary>
    public ProtobufWriter Add(int field, float value)
    {
        Varint(field << 3 | 5);
        _bytes.Write(BitConverter.GetBytes(value));
        return this;
    }

    /// <summary>A message within this one.</summary>
    public ProtobufWriter Add(int field, ProtobufWriter message) => Add(field, (ReadOnlySpan<byte>)message.ToArray());

    /// <summary>The message so far.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>Bytes.</summary>
    public ProtobufWriter Add(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(field << 3 | 2);
        Varint(bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Seven bits a byte, lowest first; the eighth says that more follow.</summary>
    private void Varint(long value)
    {
        for (; value >= 128; value >>= 7) _bytes.WriteByte((byte)(value & 127 | 128));
        _bytes.WriteByte((byte)value);
    }
}
