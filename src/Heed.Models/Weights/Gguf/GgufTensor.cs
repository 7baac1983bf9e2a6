using Heed.Numerics;

namespace Heed.Models.Weights.Gguf;

/// <summary>A tensor of a GGUF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Axes, the last one contiguous: the file lists them the other way round.</param>
/// <param name="Format">How its numbers lie.</param>
/// <param name="Offset">Where it begins, from the start of the file.</param>
/// <param name="Bytes">How long it is.</param>
public sealed record GgufTensor(string Name, IReadOnlyList<long> Shape, StoredFormat Format, long Offset, long Bytes);
