using Heed.Autograd;
using Heed.Models;
using Heed.Models.Training;

namespace Heed.Benchmarks;

/// <summary>Operations of a training batch: two forward and four backward for each number that is multiplied, and those of attention. Filling does not count.</summary>
internal sealed class TrainingOperations
{
    /// <summary>In words.</summary>
    public const string Formula =
        "6 × parameters of the blocks × tokens + 6 × parameters of the head (V × M, an encoder's dense M × M) × labelled rows, "
        + "the only ones whose logits are computed + 12 × pairs × width a layer for attention (half when causal)";

    private readonly long _parameters, _blocks, _head;
    private readonly double _attention;

    /// <summary>Counts a model's parameters.</summary>
    public TrainingOperations(Transformer model)
    {
        Blueprint b = model.Blueprint;
        // Embeddings are looked up, not multiplied; but the head multiplies by the tokens'.
        _parameters = model.ParameterCount - (long)b.MaxPositions * b.Width;
        _blocks = model.Parameters.Where(p => !p.Name.Contains("embed.", StringComparison.Ordinal) && !p.Name.StartsWith("head.", StringComparison.Ordinal)).Sum(p => (long)p.Count);
        _head = (long)b.VocabularySize * b.Width + (b.Head == ModelHead.MaskedLanguage ? (long)b.Width * b.Width : 0);
        _attention = 12.0 * b.Heads * b.HeadSize * b.Layers * (b.Direction == Direction.Causal ? 0.5 : 1);
    }

    /// <summary>All parameters but the position embeddings.</summary>
    public long Parameters => _parameters;

    /// <summary>What is done for a batch.</summary>
    public double Of(TrainingBatch batch)
        => 6.0 * _blocks * batch.RealTokens + 6.0 * _head * batch.Labels.Count(label => label != Operations.IgnoredLabel) + _attention * batch.RealPairs;

    /// <summary>The rule of thumb, which counts the head for every token and attention not at all.</summary>
    public double SimpleOf(TrainingBatch batch) => 6.0 * _parameters * batch.RealTokens;
}
