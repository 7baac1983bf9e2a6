using System.Buffers.Binary;
using System.Text.Json;

namespace Heed.Models.Weights;

/// <summary>
/// Reads and checks the header of a safetensors file: 8 bytes little-endian length, a JSON object, then the data.
/// Every tensor must fill its own range and all ranges together the whole data section, without holes or overlaps.
/// </summary>
/// <remarks>Source: the format description of the safetensors project.</remarks>
internal sealed class SafetensorsHeader
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000;

    private readonly string _file;
    private readonly long _dataStart;
    private readonly long _dataLength;

    private SafetensorsHeader(string file, long dataStart, long dataLength)
    {
        _file = file;
        _dataStart = dataStart;
        _dataLength = dataLength;
    }

    public Dictionary<string, SafetensorsEntry> Entries { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <exception cref="HeedException">The header breaks the format.</exception>
    public static SafetensorsHeader Read(string file, Stream stream)
    {
        var fileLength = stream.Length;
        if (fileLength < LengthBytes)
        {
            throw new HeedException(
                $"{file}: expected a safetensors file of at least {LengthBytes} bytes; it has {fileLength}. "
                + "Fetch or write the file again.");
        }

        Span<byte> lengthField = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthField);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthField);
        if (headerLength > (ulong)(fileLength - LengthBytes))
        {
            throw new HeedException(
                $"{file}: the header claims {headerLength} bytes, but only {fileLength - LengthBytes} follow. "
                + "The file is cut short or is not a safetensors file.");
        }

        if (headerLength > LargestHeader)
        {
            throw new HeedException($"{file}: the header claims {headerLength} bytes; at most {LargestHeader} are accepted.");
        }

        var json = new byte[headerLength];
        stream.ReadExactly(json);
        var dataStart = LengthBytes + (long)headerLength;
        var header = new SafetensorsHeader(file, dataStart, fileLength - dataStart);
        header.Parse(json);
        header.CheckCoverage();
        return header;
    }

    private void Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            ParseRoot(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new HeedException($"{_file}: the header is not JSON ({error.Message}). Is this a safetensors file?", error);
        }
        catch (InvalidOperationException error)
        {
            // The kinds of all elements are checked: only a text or a name can be at fault.
            throw new HeedException($"{_file}: expected the header to hold valid text; got an escape of half a character.", error);
        }
    }

    private void ParseRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new HeedException($"{_file}: expected the header to be a JSON object; got {root.ValueKind}.");
        }

        var metadataSeen = false;
        foreach (var property in root.EnumerateObject())
        {
            var name = property.Name;
            if (name == "__metadata__")
            {
                if (metadataSeen)
                {
                    throw new HeedException($"{_file}: the header has __metadata__ twice.");
                }

                metadataSeen = true;
                ParseMetadata(property.Value);
            }
            else if (!Entries.TryAdd(name, ParseEntry(name, property.Value)))
            {
                throw new HeedException($"{_file}: tensor '{name}' is named twice in the header.");
            }
        }
    }

    private void ParseMetadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new HeedException($"{_file}: expected __metadata__ to be an object of strings; got {element.ValueKind}.");
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw new HeedException(
                    $"{_file}: expected __metadata__ '{property.Name}' to be a string; got {property.Value.ValueKind}.");
            }

            Metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private SafetensorsEntry ParseEntry(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out var shapeElement) || shapeElement.ValueKind != JsonValueKind.Array
            || !element.TryGetProperty("data_offsets", out var offsets) || offsets.ValueKind != JsonValueKind.Array)
        {
            throw new HeedException($"{_file}: tensor '{name}': expected an object with dtype, shape and data_offsets.");
        }

        var type = ParseType(name, dtype.GetString()!);
        var shape = ParseIntegers(name, "shape", shapeElement);
        var range = ParseIntegers(name, "data_offsets", offsets);
        if (range.Length != 2)
        {
            throw new HeedException($"{_file}: tensor '{name}': expected 2 data_offsets; got {range.Length}.");
        }

        var (begin, end) = (range[0], range[1]);
        if (begin > end || end > _dataLength)
        {
            throw new HeedException(
                $"{_file}: tensor '{name}': data_offsets [{begin}, {end}] lie outside the data, which has {_dataLength} bytes. "
                + "The file is cut short or damaged.");
        }

        var expected = SizeOf(name, type, shape);
        if (end - begin != expected)
        {
            throw new HeedException(
                $"{_file}: tensor '{name}': {type} [{string.Join(", ", shape)}] takes {expected} bytes; data_offsets give {end - begin}.");
        }

        return new SafetensorsEntry(name, type, shape, _dataStart + begin, end - begin);
    }

    private TensorType ParseType(string name, string dtype)
    {
        foreach (var type in Enum.GetValues<TensorType>())
        {
            if (type.ToString() == dtype)
            {
                return type;
            }
        }

        throw new HeedException(
            $"{_file}: tensor '{name}': element type '{dtype}' is not known; "
            + $"expected one of {string.Join(", ", Enum.GetNames<TensorType>())}.");
    }

    private long[] ParseIntegers(string name, string field, JsonElement array)
    {
        var values = new long[array.GetArrayLength()];
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out values[i]) || values[i] < 0)
            {
                throw new HeedException(
                    $"{_file}: tensor '{name}': expected {field} to hold whole numbers from 0 on; got {item.GetRawText()}.");
            }

            i++;
        }

        return values;
    }

    private long SizeOf(string name, TensorType type, long[] shape)
    {
        try
        {
            long size = type.Bytes();
            foreach (var axis in shape)
            {
                size = checked(size * axis);
            }

            return size;
        }
        catch (OverflowException error)
        {
            throw new HeedException(
                $"{_file}: tensor '{name}': shape [{string.Join(", ", shape)}] is larger than any file can be.", error);
        }
    }

    private void CheckCoverage()
    {
        var position = _dataStart;
        foreach (var entry in Entries.Values.OrderBy(e => e.Offset).ThenBy(e => e.ByteLength))
        {
            if (entry.Offset < position)
            {
                throw new HeedException(
                    $"{_file}: tensor '{entry.Name}' begins at data byte {entry.Offset - _dataStart}, inside the tensor before it, "
                    + $"which ends at {position - _dataStart}. The file is damaged.");
            }

            if (entry.Offset > position)
            {
                throw new HeedException(
                    $"{_file}: tensor '{entry.Name}' begins at data byte {entry.Offset - _dataStart}, leaving a hole from "
                    + $"{position - _dataStart}. The file is damaged.");
            }

            position += entry.ByteLength;
        }

        if (position != _dataStart + _dataLength)
        {
            throw new HeedException(
                $"{_file}: the tensors end at data byte {position - _dataStart}, but the data has {_dataLength} bytes. "
                + "The file has bytes that belong to no tensor.");
        }
    }
}
