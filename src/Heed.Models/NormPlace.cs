namespace Heed.Models;

/// <summary>Where a block normalizes.</summary>
public enum NormPlace
{
    /// <summary>x + f(norm(x)), and once more after the last block: GPT-2.</summary>
    Before,

    /// <summary>norm(x + f(x)): BERT.</summary>
    After,
}
