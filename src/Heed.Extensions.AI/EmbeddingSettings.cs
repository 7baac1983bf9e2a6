namespace Heed.Extensions.AI;

/// <summary>What a <see cref="HeedEmbeddingGenerator"/> does with every text.</summary>
public sealed record EmbeddingSettings
{
    /// <summary>Whether texts longer than the model reads are cut, rather than refused.</summary>
    public bool Truncate { get; init; }

    /// <summary>Whether the model is disposed with the generator, as soon as nothing is being embedded.</summary>
    public bool OwnsModel { get; init; }
}
