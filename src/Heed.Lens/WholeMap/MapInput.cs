using Heed.Models;

namespace Heed.Lens.WholeMap;

/// <summary>Refuses what a map cannot be made of.</summary>
internal static class MapInput
{
    /// <summary>Checks a batch, a query row and a stack against a model.</summary>
    /// <returns>The tokens of the stack.</returns>
    /// <exception cref="HeedException">More than one text, a row outside the text, or a stack the model does not have.</exception>
    public static TokenBatch Check(Transformer model, TokenBatch batch, int row, MapStack stack)
    {
        if (stack == MapStack.Encoder && !model.Blueprint.HasEncoder)
            throw new HeedException("stack: expected Main, since this model has one stack; got Encoder.");
        if (model.Blueprint.HasEncoder && batch.Source is null)
            throw new HeedException("source: an encoder–decoder reads a source; expected TokenBatch.Source to be set.");
        TokenBatch tokens = stack == MapStack.Encoder ? batch.Source! : batch;
        if (batch.Batch != 1) throw new HeedException($"batch: expected one text; got {batch.Batch}. Ask for them one by one.");
        if ((uint)row >= (uint)tokens.Length) throw new HeedException($"row: expected a token from 0 to {tokens.Length - 1}; got {row}.");
        return tokens;
    }

    /// <summary>Whether an attention belongs to the encoder of an encoder–decoder.</summary>
    public static bool IsEncoder(string site) => site.StartsWith("encoder.", StringComparison.Ordinal);

    /// <summary>Whether it is cross-attention.</summary>
    public static bool IsCross(string site) => site.EndsWith(".cross", StringComparison.Ordinal);

    /// <summary>Refuses numbers that are none.</summary>
    /// <exception cref="HeedException">One is not finite.</exception>
    public static void RequireFinite(ReadOnlySpan<double> numbers, string what)
    {
        foreach (double number in numbers)
            if (!double.IsFinite(number)) throw new HeedException($"{what}: the numbers are not finite. The model's weights are damaged, or its metric is.");
    }
}
