using System.Runtime.CompilerServices;
using System.Text;

namespace Heed.Models.Weights.Gguf;

/// <summary>Reads a GGUF header value by value and never past the end of the file.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="start">Its first byte.</param>
/// <param name="length">Its length.</param>
internal unsafe struct GgufCursor(string path, byte* start, long length)
{
    private const int MostDepth = 4;
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly long Left => length - Position;

    /// <summary>A number of fixed size, little-endian.</summary>
    public T Number<T>(string what) where T : unmanaged
    {
        Require(sizeof(T), what);
        T value = Unsafe.ReadUnaligned<T>(start + Position);
        Position += sizeof(T);
        return value;
    }

    /// <summary>A count that the rest of the file has room for when each takes <paramref name="least"/> bytes or more.</summary>
    public long Count(string what, long least)
    {
        ulong count = Number<ulong>(what);
        return count <= (ulong)(Left / least)
            ? (long)count
            : throw new HeedException(
                $"{path}: expected at most {Left / least} for {what}, which the file has room for; got {count}. The file is cut short "
                + $"or broken.");
    }

    /// <summary>A text.</summary>
    public string Text(string what)
    {
        long count = Count($"the length of {what}", 1);
        if (count > int.MaxValue) throw new HeedException($"{path}: expected a text of less than 2 GiB for {what}; got {count} bytes.");
        string text;
        try
        {
            text = s_utf8.GetString(start + Position, (int)count);
        }
        catch (ArgumentException)
        {
            // tokens may be pieces of characters; their bytes must not get lost
            text = Encoding.Latin1.GetString(start + Position, (int)count);
        }
        Position += count;
        return text;
    }

    /// <summary>A metadata value: a number, a truth value, a text, or a list of them.</summary>
    public object Value(string key, int depth = 0) => Value(Type(key), key, depth);

    private GgufType Type(string key)
    {
        uint type = Number<uint>($"the type of {key}");
        return type <= (uint)GgufType.Float64
            ? (GgufType)type
            : throw new HeedException($"{path}: {key}: expected a value type 0 … {(int)GgufType.Float64}; got {type}.");
    }

    private object Value(GgufType type, string key, int depth)
    {
        switch (type)
        {
            case GgufType.UInt8: return (long)Number<byte>(key);
            case GgufType.Int8: return (long)Number<sbyte>(key);
            case GgufType.UInt16: return (long)Number<ushort>(key);
            case GgufType.Int16: return (long)Number<short>(key);
            case GgufType.UInt32: return (long)Number<uint>(key);
            case GgufType.Int32: return (long)Number<int>(key);
            case GgufType.UInt64: return Number<ulong>(key) is var large && large <= long.MaxValue ? (long)large : throw new HeedException(
                $"{path}: {key}: expected a number below 2^63; got {large}.");
            case GgufType.Int64: return Number<long>(key);
            case GgufType.Float32: return (double)Number<float>(key);
            case GgufType.Float64: return Number<double>(key);
            case GgufType.Bool: return Number<byte>(key) != 0;
            case GgufType.String: return Text(key);
            default:
                if (depth == MostDepth) throw new HeedException(
                    $"{path}: {key}: expected lists at most {MostDepth} deep; there is a deeper one.");
                GgufType element = Type(key);
                long count = Count($"the length of {key}", Least(element));
                if (count > Array.MaxLength) throw new HeedException(
                    $"{path}: {key}: expected a list of at most {Array.MaxLength}; got {count}.");
                return List(element, (int)count, key, depth + 1);
        }
    }

    // The long lists of a vocabulary without an object for every number.
    private object List(GgufType type, int count, string key, int depth)
    {
        switch (type)
        {
            case GgufType.String:
                var texts = new string[count];
                for (int i = 0; i < count; i++) texts[i] = Text(key);
                return texts;
            case GgufType.Float32 or GgufType.Float64:
                var numbers = new double[count];
                for (int i = 0; i < count; i++) numbers[i] = type == GgufType.Float32 ? Number<float>(key) : Number<double>(key);
                return numbers;
            case GgufType.UInt8 or GgufType.Int8:
                var bytes = new Span<byte>(start + Position, count).ToArray();
                Position += count;
                return bytes;
            case GgufType.Bool:
                var flags = new bool[count];
                for (int i = 0; i < count; i++) flags[i] = Number<byte>(key) != 0;
                return flags;
            case GgufType.Array:
                var values = new object[count];
                for (int i = 0; i < count; i++) values[i] = Value(type, key, depth);
                return values;
            default:
                var wholes = new long[count];
                for (int i = 0; i < count; i++) wholes[i] = (long)Value(type, key, depth);
                return wholes;
        }
    }

    // The fewest bytes of a value of a list, so that no count makes more room than the file has bytes to fill it.
    private static int Least(GgufType type) => type switch
    {
        GgufType.UInt8 or GgufType.Int8 or GgufType.Bool => 1,
        GgufType.UInt16 or GgufType.Int16 => 2,
        GgufType.UInt32 or GgufType.Int32 or GgufType.Float32 => 4,
        GgufType.Array => 12,
        _ => 8,
    };

    private readonly void Require(long bytes, string what)
    {
        if (bytes > Left) throw new HeedException(
            $"{path}: expected {bytes} bytes for {what} at byte {Position}; the file ends {Left} bytes on. It is cut short or no GGUF "
            + $"file.");
    }
}
