namespace Heed.Positions;

/// <summary>Which two of a head's numbers turn together.</summary>
public enum RotaryLayout
{
    /// <summary>i and i + d/2 of the d rotated numbers: GPT-NeoX, Llama and most models of Hugging Face transformers.</summary>
    HalfSplit,

    /// <summary>2i and 2i + 1: GPT-J, the original paper.</summary>
    Interleaved,
}
