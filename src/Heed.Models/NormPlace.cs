namespace Heed.Models;

/// <summary>Where a part f of a block (attention, cross-attention, feed-forward) is normalized.</summary>
public enum NormPlace
{
    /// <summary>x + f(norm(x)), and once more after the last block: GPT-2, Llama, T5.</summary>
    Before,

    /// <summary>norm(x + f(x)): BERT.</summary>
    After,

    /// <summary>x + norm(f(x)), and once more after the last block: OLMo 2.</summary>
    Inside,

    /// <summary>x + norm(f(norm(x))), and once more after the last block: Gemma 2 and 3.</summary>
    Around,
}
