namespace Heed.Linear;

/// <summary>What is refused, with what was expected and what came.</summary>
internal static unsafe class LinearChecks
{
    public static void Lengths(in AttentionInputs inputs)
    {
        inputs.RequireFloat32();
        if (inputs.Queries.Length != inputs.Keys.Length)
            throw new ArgumentException(
                $"queries: expected as many positions as keys, T={inputs.Keys.Length}; got T={inputs.Queries.Length}.", nameof(inputs));
    }

    public static void Decay(HeadView decay, HeadView gradient, HeadView keys, int width)
    {
        Same("log decay", decay, keys.Batch, keys.Heads, keys.Length, width, "Hkv", width == 1 ? "" : "Dk=");
        if (gradient.Data == 0) return;
        Same("log decay gradient", gradient, keys.Batch, keys.Heads, keys.Length, width, "Hkv", width == 1 ? "" : "Dk=");
        Separate("log decay gradient", gradient);
    }

    public static void Strength(HeadView beta, HeadView gradient, HeadView keys)
    {
        Same("beta", beta, keys.Batch, keys.Heads, keys.Length, 1, "Hkv", "");
        if (gradient.Data == 0) return;
        Same("beta gradient", gradient, keys.Batch, keys.Heads, keys.Length, 1, "Hkv", "");
        Separate("beta gradient", gradient);
    }

    public static void Output(in AttentionInputs inputs, HeadView view, string name)
        => Same(name, view, inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, inputs.Values.Width, "Hq", "Dv=");

    public static void Like(HeadView expected, HeadView view, string name)
    {
        if (view.Element != ElementType.Float32) throw new ArgumentException($"{name}: expected float32; got {view.Element}.", name);
        if (view.IsMissing || view.Batch != expected.Batch || view.Heads != expected.Heads || view.Length != expected.Length
            || view.Width != expected.Width)
            throw new ArgumentException($"{name}: expected {expected}; got {view}{(view.IsMissing ? " without memory" : "")}.", name);
    }

    /// <summary>Refuses written memory in which two elements may be the same.</summary>
    public static void Distinct(HeadView view, string name)
    {
        if (view.Repeats)
            throw new ArgumentException(
                $"{name}: expected memory of its own for every element; "
                + $"got strides [{view.BatchStride}, {view.HeadStride}, {view.RowStride}] for {view}.", name);
    }

    /// <summary>Refuses written memory that touches what is read.</summary>
    public static void Own<TDecay, TWrite>(in AttentionInputs inputs, TDecay decay, TWrite write, HeadView view, string name)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        Own(inputs, view, name);
        Own(decay, write, view, name);
    }

    /// <summary>Refuses written memory that touches decays, strengths or their gradients.</summary>
    public static void Own<TDecay, TWrite>(TDecay decay, TWrite write, HeadView view, string name)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        if (decay.Touches(view) || write.Touches(view))
            throw new ArgumentException($"{name}: expected memory of its own; it overlaps decay or beta.", name);
    }

    public static void Own(in AttentionInputs inputs, HeadView view, string name)
    {
        if (view.Overlaps(inputs.Queries) || view.Overlaps(inputs.Keys) || view.Overlaps(inputs.Values))
            throw new ArgumentException($"{name}: expected memory of its own; it overlaps queries, keys or values.", name);
    }

    /// <summary>Refuses results that touch each other.</summary>
    public static void Apart(HeadView a, HeadView b, string name)
    {
        if (a.Overlaps(b)) throw new ArgumentException($"{name}: expected memory of its own; it overlaps another result.", name);
    }

    /// <summary>Refuses gradients of queries, keys and values of the wrong shape, or that touch an input, another result or the
    /// output's gradient.</summary>
    public static void Gradients(in AttentionInputs inputs, HeadView outputGradient, in LinearGradients gradients)
    {
        Output(inputs, outputGradient, nameof(outputGradient));
        Like(inputs.Queries, gradients.Queries, "query gradient");
        Like(inputs.Keys, gradients.Keys, "key gradient");
        Like(inputs.Values, gradients.Values, "value gradient");
        Distinct(gradients.Queries, "query gradient");
        Distinct(gradients.Keys, "key gradient");
        Distinct(gradients.Values, "value gradient");
        Own(inputs, gradients.Queries, "query gradient");
        Own(inputs, gradients.Keys, "key gradient");
        Own(inputs, gradients.Values, "value gradient");
        Apart(gradients.Queries, gradients.Keys, "key gradient");
        Apart(gradients.Queries, gradients.Values, "value gradient");
        Apart(gradients.Keys, gradients.Values, "value gradient");
        if (outputGradient.Overlaps(gradients.Queries) || outputGradient.Overlaps(gradients.Keys)
            || outputGradient.Overlaps(gradients.Values))
            throw new ArgumentException(
                "gradients: expected memory of their own; it overlaps the output gradient.", nameof(outputGradient));
    }

    /// <summary>The states of a call as a view, [B, Hkv, Dk, Dv] without gaps; nothing where <paramref name="state"/> is null.</summary>
    public static HeadView States(in AttentionInputs inputs, float* state)
        => state == null ? default
            : HeadView.Contiguous(state, inputs.Keys.Batch, inputs.Keys.Heads, inputs.Keys.Width, inputs.Values.Width);

    /// <summary>Heads are worked on side by side: each needs its own memory to add to. Tokens may share theirs.</summary>
    private static void Separate(string name, HeadView view)
    {
        if ((view.Batch > 1 && view.BatchStride == 0) || (view.Heads > 1 && view.HeadStride == 0))
            throw new ArgumentException($"{name}: expected memory of its own for each batch row and head; got a stride of 0.", name);
    }

    private static void Same(string name, HeadView view, int batch, int heads, int length, int width, string headLetter, string widthLetter)
    {
        if (view.Element != ElementType.Float32) throw new ArgumentException($"{name}: expected float32; got {view.Element}.", name);
        if (view.IsMissing || view.Batch != batch || view.Heads != heads || view.Length != length || view.Width != width)
            throw new ArgumentException(
                $"{name}: expected [B={batch}, {headLetter}={heads}, T={length}, {widthLetter}{width}]; "
                + $"got {view}{(view.IsMissing ? " without memory" : "")}.", name);
    }
}
