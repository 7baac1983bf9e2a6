namespace Heed.Models;

/// <summary>How a block's attention and feed-forward layer follow each other.</summary>
public enum ResidualOrder
{
    /// <summary>The feed-forward layer reads what attention has added to.</summary>
    Sequential,

    /// <summary>x + attention(norm1(x)) + feed-forward(norm2(x)): both read the block's input (GPT-NeoX, GPT-J).</summary>
    Parallel,
}
