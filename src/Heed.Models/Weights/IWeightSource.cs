using Heed.Numerics;

namespace Heed.Models.Weights;

/// <summary>Tensors by name, read from files of whatever format; what they point to is valid until it is disposed.</summary>
internal interface IWeightSource : IDisposable
{
    /// <summary>Where they come from; used in messages.</summary>
    string Path { get; }

    /// <summary>What the tensors must fit, for messages: config.json, or the metadata.</summary>
    string Plan { get; }

    /// <summary>All names.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>How many tensors there are.</summary>
    int Count { get; }

    /// <summary>The axes of a tensor; null when there is none of this name.</summary>
    IReadOnlyList<long>? Shape(string name);

    /// <summary>A tensor where it lies, as [all axes but the last, last axis]; null where its numbers are in no format that products read.</summary>
    StoredMatrix? Stored(string name);

    /// <summary>Copies a tensor as float32.</summary>
    /// <exception cref="HeedException">It holds no floating-point numbers.</exception>
    void ReadFloats(string name, Span<float> into);
}
