using Heed.Numerics;

namespace Heed.Models.Weights.Gguf;

/// <summary>The tensors of a GGUF file.</summary>
internal sealed unsafe class GgufWeights(GgufFile file) : IWeightSource
{
    public string Path => file.Path;

    public string Plan => "its metadata";

    public IEnumerable<string> Names => file.Tensors.Keys;

    public int Count => file.Tensors.Count;

    public IReadOnlyList<long>? Shape(string name) => file.Tensors.TryGetValue(name, out GgufTensor? tensor) ? tensor.Shape : null;

    public StoredMatrix? Stored(string name)
    {
        GgufTensor tensor = file.Tensors[name];
        long rows = 1;
        foreach (long length in tensor.Shape.SkipLast(1)) rows *= length;
        return new StoredMatrix(tensor.Format, file.Pointer(tensor), checked((int)rows), (int)tensor.Shape[^1]);
    }

    public void ReadFloats(string name, Span<float> into)
    {
        StoredMatrix matrix = Stored(name)!.Value;
        if (into.Length != (long)matrix.Rows * matrix.Columns)
            throw new ArgumentException($"into: expected {(long)matrix.Rows * matrix.Columns} numbers for '{name}'; got {into.Length}.",
                nameof(into));
        fixed (float* target = into)
            for (int row = 0; row < matrix.Rows; row++) matrix.Read(row, target + (long)row * matrix.Columns);
    }

    public void Dispose() => file.Dispose();
}
