namespace Heed.Lens.Heads;

/// <summary>What takes the place of a head that is removed.</summary>
public enum Ablation
{
    /// <summary>Its mean over the tokens of the prompt: what it always writes stays. Of a single token, where that would be the value itself, nothing.</summary>
    Mean,

    /// <summary>Nothing.</summary>
    Zero,
}
