namespace Heed;

/// <summary>Queries, keys and values of one call, checked against each other.</summary>
public readonly record struct AttentionInputs
{
    /// <summary>Checks the shapes.</summary>
    /// <param name="queries">[B, Hq, Tq, D].</param>
    /// <param name="keys">[B, Hkv, Tk, D]; query head h reads key head h / (Hq / Hkv): grouped heads are not repeated.</param>
    /// <param name="values">[B, Hkv, Tk, Dv].</param>
    /// <param name="scale">Multiplies q·k; 1/√D where left out. Must be finite and greater than 0.</param>
    /// <exception cref="ArgumentException">A shape or the scale is off; the message gives what was expected and what came.</exception>
    public AttentionInputs(HeadView queries, HeadView keys, HeadView values, float? scale = null)
    {
        if (queries.Batch < 0 || queries.Length < 0 || queries.Width < 1 || queries.Heads < 1 || keys.Heads < 1
            || queries.Heads % keys.Heads != 0)
            throw new ArgumentException(
                $"queries: expected [B, Hq, Tq, D] with B, Tq ≥ 0, Hq a multiple of Hkv={keys.Heads} "
                + $"and D ≥ 1; got {queries}.", nameof(queries));
        if (keys.Batch != queries.Batch || keys.Length < 0 || keys.Width != queries.Width)
            throw new ArgumentException($"keys: expected [B={queries.Batch}, Hkv, Tk, D={queries.Width}]; got {keys}.", nameof(keys));
        if (values.Batch != keys.Batch || values.Heads != keys.Heads || values.Length != keys.Length || values.Width < 1)
            throw new ArgumentException(
                $"values: expected [B={keys.Batch}, Hkv={keys.Heads}, Tk={keys.Length}, Dv ≥ 1]; got {values}.", nameof(values));
        Scale = scale ?? 1f / MathF.Sqrt(queries.Width);
        if (!(Scale > 0) || !float.IsFinite(Scale))
            throw new ArgumentException($"scale: expected a finite number greater than 0; got {scale}.", nameof(scale));
        (Queries, Keys, Values) = (queries, keys, values);
    }

    /// <summary>[B, Hq, Tq, D].</summary>
    public HeadView Queries { get; }

    /// <summary>[B, Hkv, Tk, D].</summary>
    public HeadView Keys { get; }

    /// <summary>[B, Hkv, Tk, Dv].</summary>
    public HeadView Values { get; }

    /// <summary>
    /// [Hq] natural logits, one a head, of a key that is always there and has no value (learned attention sinks: gpt-oss): it takes part in
    /// the maximum and the sum, and so in the
    /// log-sum-exp. Null for none. A row without keys then has output 0 and the sink's logit as log-sum-exp.
    /// </summary>
    public nint Sinks { get; init; }

    /// <summary>What q·k is multiplied by.</summary>
    public float Scale { get; }

    /// <summary>Refuses views without memory, and 16-bit numbers where only float32 is read.</summary>
    internal void RequireFloat32()
    {
        RequireMemory();
        foreach ((HeadView view, string name) in (ReadOnlySpan<(HeadView, string)>)[(Queries, "queries"), (Keys, "keys"),
            (Values, "values")])
            if (view.Element != ElementType.Float32)
                throw new ArgumentException($"{name}: expected float32; got {view.Element}, which the forward pass alone reads.", name);
    }

    /// <summary>Refuses views without memory.</summary>
    internal void RequireMemory()
    {
        foreach ((HeadView view, string name) in (ReadOnlySpan<(HeadView, string)>)[(Queries, "queries"), (Keys, "keys"),
            (Values, "values")])
            if (view.IsMissing) throw new ArgumentException($"{name}: expected memory for {view}; got null.", name);
    }

    /// <summary>The sinks' memory.</summary>
    internal HeadView SinkView => new(Sinks, 1, 1, 1, Queries.Heads, 0, 0, 0);

    /// <summary>The sink of a head in base 2; −∞ where there is none.</summary>
    internal unsafe float Sink2(int head) => Sinks == 0 ? float.NegativeInfinity : ((float*)Sinks)[head] * Numerics.Exponential.Log2E;

    /// <summary>Query heads that share one key head.</summary>
    public int Group => Queries.Heads / Keys.Heads;
}
