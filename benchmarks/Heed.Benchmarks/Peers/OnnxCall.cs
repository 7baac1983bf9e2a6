namespace Heed.Benchmarks;

/// <summary>One operator of the peer with its inputs: a model of one node, and what it is fed.</summary>
/// <param name="Name">As reports call it.</param>
/// <param name="Operation">The operator.</param>
/// <param name="Domain">Its domain; empty for ONNX's own.</param>
/// <param name="Attributes">Whole numbers.</param>
/// <param name="Inputs">In the operator's order.</param>
/// <param name="Result">[B, H, T, D] of the output.</param>
internal sealed record OnnxCall(
    string Name, string Operation, string Domain, (string Name, int Value)[] Attributes, OnnxInput[] Inputs,
    (int Batch, int Heads, int Count, int Width) Result)
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string Contributed = "com.microsoft";

    /// <summary>Whether the output lies as [B, T, H·D] rather than [B, H, T, D].</summary>
    public bool RowsOfHeads { get; init; }

    /// <summary>Further outputs, each written in the place of an input.</summary>
    public (string Name, string Input)[] InPlace { get; init; } = [];

    /// <summary>Sets of inputs used in turn.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Floats in the output.</summary>
    public int ResultFloats => checked(Result.Batch * Result.Heads * Result.Count * Result.Width);

    /// <summary>The output, then what is written in place.</summary>
    public IEnumerable<(string Name, int[] Dimensions, string? Input)> Outputs
        => InPlace
            .Select(output => (output.Name, Inputs.Single(input => input.Name == output.Input).Dimensions, (string?)output.Input))
            .Prepend(("o", ResultDimensions, null));

    private int[] ResultDimensions => RowsOfHeads
        ? [Result.Batch, Result.Count, Result.Heads * Result.Width]
        : [Result.Batch, Result.Heads, Result.Count, Result.Width];

    /// <summary>Where the output's value <paramref name="index"/> lies in [B, H, T, D].</summary>
    public int Place(int index)
    {
        if (!RowsOfHeads) return index;
        (int rowAndHead, int d) = Math.DivRem(index, Result.Width);
        (int row, int head) = Math.DivRem(rowAndHead, Result.Heads);
        (int batch, int t) = Math.DivRem(row, Result.Count);
        return ((batch * Result.Heads + head) * Result.Count + t) * Result.Width + d;
    }
}
