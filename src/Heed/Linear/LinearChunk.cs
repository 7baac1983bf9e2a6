namespace Heed.Linear;

/// <summary>
/// The tokens of one key-value head that are worked on together, and the products of their decays. Rows are filled
/// up with 0 to whole registers.
/// </summary>
internal unsafe struct LinearChunk
{
    /// <summary>Tokens here, at most the decay's chunk length.</summary>
    public int Count;

    /// <summary>Dk.</summary>
    public int KeyWidth;

    /// <summary>Dk rounded up to whole registers.</summary>
    public int KeyStride;

    /// <summary>Dv.</summary>
    public int ValueWidth;

    /// <summary>Dv rounded up to whole registers.</summary>
    public int ValueStride;

    /// <summary>The chunk length rounded up to whole registers.</summary>
    public int PairStride;

    /// <summary>[C, KeyStride].</summary>
    public float* Keys;

    /// <summary>The keys as columns, [Dk, PairStride].</summary>
    public float* KeysAcross;

    /// <summary>What each token multiplies the state by: [C] or [C, KeyStride].</summary>
    public float* Factors;

    /// <summary>Products of the factors from the chunk's first token to this one, both included; shaped as <see cref="Factors"/>.</summary>
    public float* FromStart;

    /// <summary>Products of the factors after this token to the chunk's last; shaped as <see cref="Factors"/>.</summary>
    public float* ToEnd;

    /// <summary>Working memory of the decay, [max(C, Dk), PairStride].</summary>
    public float* Pairs;

    /// <summary>The chunk with its memory from <paramref name="plan"/>.</summary>
    public LinearChunk(ref ScratchPlan plan, int length, int keyWidth, int valueWidth, int lanes)
    {
        (KeyWidth, ValueWidth) = (keyWidth, valueWidth);
        KeyStride = AttentionTiles.RoundUp(keyWidth, lanes);
        ValueStride = AttentionTiles.RoundUp(valueWidth, lanes);
        PairStride = AttentionTiles.RoundUp(length, lanes);
        Keys = plan.Take((long)length * KeyStride);
        KeysAcross = plan.Take((long)keyWidth * PairStride);
        Factors = plan.Take((long)length * KeyStride);
        FromStart = plan.Take((long)length * KeyStride);
        ToEnd = plan.Take((long)length * KeyStride);
        Pairs = plan.Take((long)Math.Max(length, keyWidth) * PairStride);
    }
}
