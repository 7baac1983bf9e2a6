using Heed.Autograd;
using Heed.Models;

namespace Heed.Benchmarks;

/// <summary>BERT in its base size with random weights: 12 layers of width 768.</summary>
internal static class BertBase
{
    /// <summary>Tokens of a text.</summary>
    public const int Length = 128;

    /// <summary>What it is.</summary>
    public static Blueprint Blueprint { get; } = new()
    {
        VocabularySize = 30522, Width = 768, Layers = 12, Heads = 12, HeadSize = 64, HiddenWidth = 3072, MaxPositions = 512,
        Direction = Direction.Bidirectional, NormPlace = NormPlace.After, NormEpsilon = 1e-12f, Activation = Activation.Gelu, Head = ModelHead.None,
        TokenTypes = 2, EmbeddingNorm = true,
    };

    /// <summary>Multiplications and additions of a batch: the maps, and the two products of attention.</summary>
    public static double Flops(int batch)
        => 2.0 * batch * Length * Blueprint.Layers * (4.0 * Blueprint.Width * Blueprint.Width + 2.0 * Blueprint.Width * Blueprint.HiddenWidth + 2.0 * Length * Blueprint.Width);

    /// <summary>The tokens of a batch.</summary>
    public static int[] Tokens(int batch) => [.. Enumerable.Range(0, batch * Length).Select(i => (int)(i * 7919L % Blueprint.VocabularySize))];
}
