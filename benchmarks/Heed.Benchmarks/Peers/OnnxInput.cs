using System.Runtime.InteropServices;

namespace Heed.Benchmarks;

/// <summary>An input of an operator: numbers drawn on both sides alike, or given. An empty name leaves an optional input out.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Element">What it holds.</param>
/// <param name="Dimensions">As the operator takes it.</param>
internal sealed record OnnxInput(string Name, OnnxElement Element, int[] Dimensions)
{
    /// <summary>An optional input that is left out.</summary>
    public static readonly OnnxInput None = new("", OnnxElement.Float32, []);

    /// <summary>[B, H, T, D], in whose order the numbers are drawn; null where they are given.</summary>
    public int[]? Drawn { get; private init; }

    /// <summary>Whether drawn numbers lie as [B, T, H·D] rather than [B, H, T, D].</summary>
    public bool RowsOfHeads { get; private init; }

    /// <summary>How often each drawn head is there, one right after the other.</summary>
    public int Repeat { get; private init; } = 1;

    /// <summary>The numbers where they are given.</summary>
    public byte[]? Data { get; private init; }

    /// <summary>Drawn numbers, as [B, H·repeat, T, D].</summary>
    public static OnnxInput Heads(string name, int batch, int heads, int count, int width, int repeat = 1)
        => new(name, OnnxElement.Float32, [batch, heads * repeat, count, width]) { Drawn = [batch, heads, count, width], Repeat = repeat };

    /// <summary>Drawn numbers, as [B, T, H·D].</summary>
    public static OnnxInput Rows(string name, int batch, int heads, int count, int width)
        => new(name, OnnxElement.Float32, [batch, count, heads * width]) { Drawn = [batch, heads, count, width], RowsOfHeads = true };

    /// <summary>Given numbers.</summary>
    public static OnnxInput Given<T>(string name, OnnxElement element, int[] dimensions, ReadOnlySpan<T> values) where T : unmanaged
        => new(name, element, dimensions) { Data = MemoryMarshal.AsBytes(values).ToArray() };

    /// <summary>As the process of the peer takes it.</summary>
    public object Command => Data is { } data
        ? new { name = Name, type = Element.ToString().ToLowerInvariant(), dimensions = Dimensions, data = Convert.ToBase64String(data) }
        : new { name = Name, type = "float32", dimensions = Dimensions, drawn = Drawn, rows_of_heads = RowsOfHeads, repeat = Repeat };
}
