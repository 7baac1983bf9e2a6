using Heed.Numerics;

namespace Heed.Models.Weights;

/// <summary>The tensors of a folder of safetensors files.</summary>
internal sealed unsafe class SafetensorsWeights(SafetensorsFolder folder) : IWeightSource
{
    public string Path => folder.Path;

    public string Plan => "config.json";

    public IEnumerable<string> Names => folder.Entries.Keys;

    public int Count => folder.Entries.Count;

    public IReadOnlyList<long>? Shape(string name) => folder.Contains(name) ? folder.Entry(name).Shape : null;

    public StoredMatrix? Stored(string name)
    {
        SafetensorsEntry entry = folder.Entry(name);
        StoredFormat? format = entry.Type switch
        {
            TensorType.F32 => StoredFormat.Float32,
            TensorType.F16 => StoredFormat.Float16,
            TensorType.BF16 => StoredFormat.BFloat16,
            _ => null,
        };
        if (format is not { } known || entry.Count == 0) return null;
        int columns = checked((int)entry.Shape.DefaultIfEmpty(1).Last());
        return new StoredMatrix(known, folder.Pointer(name), checked((int)(entry.Count / columns)), columns);
    }

    public void ReadFloats(string name, Span<float> into) => folder.ReadFloats(name, into);

    public void Dispose() => folder.Dispose();
}
