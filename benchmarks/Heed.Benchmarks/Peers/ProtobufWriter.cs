using System.Text;

namespace Heed.Benchmarks;

/// <summary>The fields of one Protocol Buffers message, in the order they are added.</summary>
/// <remarks>Source: protobuf.dev, "Encoding". A key is field number · 8 + wire type: 0 for a varint, 2 for bytes with their length.</remarks>
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
    public ProtobufWriter Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A message within this one.</summary>
    public ProtobufWriter Add(int field, ProtobufWriter message) => Add(field, message.ToArray());

    /// <summary>The message so far.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    private ProtobufWriter Add(int field, byte[] bytes)
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
