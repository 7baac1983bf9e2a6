using System.Runtime.InteropServices;

namespace Heed.Lens.Maps;

/// <content>What the forward pass itself said of every query.</content>
public abstract partial class AttentionMap
{
    /// <summary>log Σ_j exp(s_ij) of every query, natural; −∞ for one that sees no key.</summary>
    /// <param name="head">Query head.</param>
    /// <returns>[Tq].</returns>
    /// <exception cref="HeedException">The head is outside.</exception>
    public float[] LogSumExp(int head) => Rows(head, MapNumbers.Row.LogSumExp);

    /// <summary>−Σ_j A_ij ln A_ij of every query, in nats, from the forward pass.</summary>
    /// <inheritdoc cref="LogSumExp"/>
    public float[] Entropy(int head) => Rows(head, MapNumbers.Row.Entropy);

    /// <summary>The largest weight of every query, from the forward pass; 0 where it sees no key.</summary>
    /// <inheritdoc cref="LogSumExp"/>
    public float[] LargestWeight(int head) => Rows(head, MapNumbers.Row.Largest);

    /// <summary>The key of the largest weight of every query, of equal ones the first; −1 where it sees none.</summary>
    /// <inheritdoc cref="LogSumExp"/>
    public int[] LargestKey(int head) => MemoryMarshal.Cast<float, int>(Rows(head, MapNumbers.Row.Key)).ToArray();

    /// <summary>A_i0, what the first key gets of every query, from the forward pass: the share of the sink.</summary>
    /// <inheritdoc cref="LogSumExp"/>
    public float[] FirstKeyShare(int head) => Rows(head, MapNumbers.Row.FirstKey);

    private float[] Rows(int head, MapNumbers.Row which)
    {
        Require("head", head, Heads);
        return _numbers.Rows(which, head);
    }
}
