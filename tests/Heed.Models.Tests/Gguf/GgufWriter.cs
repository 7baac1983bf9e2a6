using System.Text;
using Heed.Numerics;

namespace Heed.Models.Tests.Gguf;

/// <summary>Writes GGUF files, once more and straight from ggml's docs/gguf.md; what it is told may be nonsense.</summary>
internal sealed class GgufWriter
{
    private const int Alignment = 32;

    /// <summary>Metadata in order.</summary>
    public List<(string Key, object Value)> Metadata { get; init; } = [];

    /// <summary>Tensors in order; shapes with the contiguous axis last.</summary>
    public List<(string Name, long[] Shape, StoredFormat Format, byte[] Bytes)> Tensors { get; init; } = [];

    /// <summary>Replaces a value, or adds it.</summary>
    public GgufWriter With(string key, object value)
    {
        int at = Metadata.FindIndex(pair => pair.Key == key);
        if (at >= 0) Metadata[at] = (key, value);
        else Metadata.Add((key, value));
        return this;
    }

    /// <summary>Leaves a value out.</summary>
    public GgufWriter Without(string key)
    {
        Metadata.RemoveAll(pair => pair.Key == key);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(3);
        writer.Write((long)Tensors.Count);
        writer.Write((long)Metadata.Count);
        foreach ((string key, object value) in Metadata)
        {
            Text(writer, key);
            writer.Write(TypeOf(value));
            Value(writer, value);
        }
        long offset = 0;
        foreach ((string name, long[] shape, StoredFormat format, byte[] bytes) in Tensors)
        {
            Text(writer, name);
            writer.Write(shape.Length);
            foreach (long axis in shape.Reverse()) writer.Write(axis);
            writer.Write(TypeOf(format));
            writer.Write(offset);
            offset += Padded(bytes.Length);
        }
        writer.Write(new byte[Padded(stream.Position) - stream.Position]);
        foreach ((_, _, _, byte[] bytes) in Tensors)
        {
            writer.Write(bytes);
            writer.Write(new byte[Padded(bytes.Length) - bytes.Length]);
        }
        return stream.ToArray();
    }

    private static int TypeOf(StoredFormat format) => format switch
    {
        StoredFormat.Float32 => 0,
        StoredFormat.Float16 => 1,
        StoredFormat.Q4_0 => 2,
        StoredFormat.Q8_0 => 8,
        StoredFormat.Q4_K => 12,
        StoredFormat.Q6_K => 14,
        _ => 30,
    };

    private static int TypeOf(object value) => value switch
    {
        byte => 0,
        sbyte => 1,
        uint => 4,
        int => 5,
        float => 6,
        bool => 7,
        string => 8,
        Array => 9,
        ulong => 10,
        double => 12,
        _ => throw new ArgumentException($"no such value: {value}", nameof(value)),
    };

    private static void Value(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case byte number: writer.Write(number); break;
            case sbyte number: writer.Write(number); break;
            case uint number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case bool flag: writer.Write(flag); break;
            case string text: Text(writer, text); break;
            case ulong number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case Array list:
                writer.Write(list.GetType().GetElementType() == typeof(string) ? 8
                    : TypeOf(Activator.CreateInstance(list.GetType().GetElementType()!)!));
                writer.Write((long)list.Length);
                foreach (object item in list) Value(writer, item);
                break;
        }
    }

    private static void Text(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    private static long Padded(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
