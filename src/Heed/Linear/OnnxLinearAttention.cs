namespace Heed.Linear;

/// <summary>
/// The ONNX operator <c>LinearAttention</c> on packed arrays: <see cref="LinearAttention"/> with the operator's
/// attributes, defaults and layouts.
/// </summary>
/// <remarks>
/// <para><b>Formula.</b> o_t = scale · S_tᵀ q_t, with S_t by <see cref="LinearUpdateRule"/>.</para>
/// <para><b>Shapes.</b> query [B, T, Hq·Dk], key [B, T, Hkv·Dk], value [B, T, Hkv·Dv], past and present state [B, Hkv,
/// Dk, Dv], decay [B, T, Hkv] or
/// [B, T, Hkv·Dk], beta [B, T, Hkv] or [B, T, 1], output [B, T, Hq·Dv]. Query head h reads state h / (Hq / Hkv).</para>
/// <para><b>Precision, NaN, memory, threads.</b> As <see cref="LinearAttention"/>; no allocation on the managed heap.</para>
/// <para><b>Source.</b> ONNX operator documentation, LinearAttention, since version 27 (a preview in opset 26), and
/// its reference implementation
/// (onnx/reference/ops/op_linear_attention.py). <c>chunk_size</c> is a hint without effect on the result there; here
/// chunk lengths are constants.
/// The proposed input <c>erase_gate</c> is not part of version 27 and not taken. The type constraints for 16-bit floats do not
/// apply: float32 only.</para>
/// </remarks>
/// <param name="QueryHeads">Hq, attribute <c>q_num_heads</c>: a multiple of Hkv.</param>
/// <param name="KeyValueHeads">Hkv, attribute <c>kv_num_heads</c>.</param>
/// <param name="UpdateRule">Attribute <c>update_rule</c>, <c>gated_delta</c> unless given.</param>
/// <param name="Scale">Attribute <c>scale</c>; 0 for 1/√Dk.</param>
public sealed unsafe record OnnxLinearAttention(
    int QueryHeads, int KeyValueHeads, LinearUpdateRule UpdateRule = LinearUpdateRule.GatedDelta, float Scale = 0f)
{
    /// <summary>Sequences shorter than this go token by token: the chunked form's extra work only pays from here.</summary>
    private const int RecurrentBelow = 8;

    /// <summary>The rule with an ONNX name.</summary>
    /// <param name="name"><c>linear</c>, <c>gated</c>, <c>delta</c> or <c>gated_delta</c>.</param>
    /// <exception cref="ArgumentException">Another name.</exception>
    public static LinearUpdateRule ParseRule(string name) => name switch
    {
        "linear" => LinearUpdateRule.Linear,
        "gated" => LinearUpdateRule.Gated,
        "delta" => LinearUpdateRule.Delta,
        "gated_delta" => LinearUpdateRule.GatedDelta,
        _ => throw new ArgumentException($"update_rule: expected linear, gated, delta or gated_delta; got '{name}'.", nameof(name)),
    };

    /// <summary>Computes the output and the state after the last token.</summary>
    /// <param name="batch">B.</param>
    /// <param name="length">T.</param>
    /// <param name="query">[B, T, Hq·Dk].</param>
    /// <param name="key">[B, T, Hkv·Dk].</param>
    /// <param name="value">[B, T, Hkv·Dv].</param>
    /// <param name="pastState">[B, Hkv, Dk, Dv]; empty for zeros.</param>
    /// <param name="decay">Natural logarithms, [B, T, Hkv] or [B, T, Hkv·Dk]; empty unless the rule is gated.</param>
    /// <param name="beta">[B, T, Hkv] or [B, T, 1]; empty unless the rule is a delta rule.</param>
    /// <param name="output">[B, T, Hq·Dv], written.</param>
    /// <param name="presentState">[B, Hkv, Dk, Dv], written; empty for none.</param>
    /// <param name="keyWidth">Dk.</param>
    /// <param name="valueWidth">Dv.</param>
    /// <exception cref="ArgumentException">An attribute or length is off, an input is missing or forbidden by the rule, or results
    /// overlap inputs.</exception>
    public void Run(
        int batch, int length, int keyWidth, int valueWidth, ReadOnlySpan<float> query, ReadOnlySpan<float> key, ReadOnlySpan<float> value,
        ReadOnlySpan<float> pastState, ReadOnlySpan<float> decay, ReadOnlySpan<float> beta, Span<float> output, Span<float> presentState)
    {
        if (QueryHeads < 1 || KeyValueHeads < 1 || QueryHeads % KeyValueHeads != 0)
            throw new ArgumentException(
                $"q_num_heads: expected a positive multiple of kv_num_heads={KeyValueHeads}; got {QueryHeads}.", nameof(QueryHeads));
        Argument.AtLeast(0, batch, nameof(batch));
        Argument.AtLeast(0, length, nameof(length));
        Argument.AtLeast(1, keyWidth, nameof(keyWidth));
        Argument.AtLeast(1, valueWidth, nameof(valueWidth));
        if (!Enum.IsDefined(UpdateRule))
            throw new ArgumentException(
                $"update_rule: expected linear, gated, delta or gated_delta; got {UpdateRule}.", nameof(UpdateRule));
        Int128 tokens = (long)batch * length, state = (Int128)batch * KeyValueHeads * keyWidth * valueWidth;
        Expect(query.Length, tokens * QueryHeads * keyWidth, nameof(query), "[B, T, Hq·Dk]");
        Expect(key.Length, tokens * KeyValueHeads * keyWidth, nameof(key), "[B, T, Hkv·Dk]");
        Expect(value.Length, tokens * KeyValueHeads * valueWidth, nameof(value), "[B, T, Hkv·Dv]");
        Expect(output.Length, tokens * QueryHeads * valueWidth, nameof(output), "[B, T, Hq·Dv]");
        if (pastState.Length > 0) Expect(pastState.Length, state, nameof(pastState), "[B, Hkv, Dk, Dv]");
        if (presentState.Length > 0) Expect(presentState.Length, state, nameof(presentState), "[B, Hkv, Dk, Dv]");
        bool gated = UpdateRule is LinearUpdateRule.Gated or LinearUpdateRule.GatedDelta;
        bool delta = UpdateRule is LinearUpdateRule.Delta or LinearUpdateRule.GatedDelta;
        Presence(decay.Length > 0, gated && tokens > 0, nameof(decay));
        Presence(beta.Length > 0, delta && tokens > 0, nameof(beta));
        bool perKey = gated && keyWidth > 1 && decay.Length == tokens * KeyValueHeads * keyWidth;
        if (gated && !perKey) Expect(decay.Length, tokens * KeyValueHeads, nameof(decay), "[B, T, Hkv] or [B, T, Hkv·Dk]");
        bool shared = delta && KeyValueHeads > 1 && beta.Length == tokens;
        if (delta && !shared) Expect(beta.Length, tokens * KeyValueHeads, nameof(beta), "[B, T, Hkv] or [B, T, 1]");

        fixed (float* q = query, k = key, v = value, past = pastState, g = decay, b = beta, o = output, present = presentState)
        {
            var inputs = new AttentionInputs(
                Packed(q, QueryHeads, keyWidth), Packed(k, KeyValueHeads, keyWidth), Packed(v, KeyValueHeads, valueWidth),
                Scale == 0f ? null : Scale);
            HeadView target = Packed(o, QueryHeads, valueWidth);
            HeadView decays = Packed(g, KeyValueHeads, perKey ? keyWidth : 1);
            HeadView strengths = shared ? new((nint)b, batch, KeyValueHeads, length, 1, length, 0, 1) : Packed(b, KeyValueHeads, 1);
            switch (UpdateRule)
            {
                case LinearUpdateRule.Linear: Run(inputs, target, past, present, default(NoDecay), default(AdditiveWrite)); break;
                case LinearUpdateRule.Delta: Run(inputs, target, past, present, default(NoDecay), new DeltaWrite(strengths)); break;
                case LinearUpdateRule.Gated when perKey: Run(
                    inputs, target, past, present, new KeyDecay(decays), default(AdditiveWrite)); break;
                case LinearUpdateRule.Gated: Run(inputs, target, past, present, new ScalarDecay(decays), default(AdditiveWrite)); break;
                case LinearUpdateRule.GatedDelta when perKey: Run(
                    inputs, target, past, present, new KeyDecay(decays), new DeltaWrite(strengths)); break;
                case LinearUpdateRule.GatedDelta: Run(
                    inputs, target, past, present, new ScalarDecay(decays), new DeltaWrite(strengths)); break;
            }
        }

        HeadView Packed(float* data, int heads, int width) => HeadView.Interleaved(data, batch, heads, length, width, (nint)heads * width);
    }

    private static void Run<TDecay, TWrite>(
        in AttentionInputs inputs, HeadView output, float* past, float* present, TDecay decay, TWrite write)
        where TDecay : struct, IDecay where TWrite : struct, IWriteRule
    {
        if (inputs.Keys.Length < RecurrentBelow) LinearAttention.Recurrent(inputs, output, past, present, decay, write);
        else LinearAttention.Forward(inputs, output, past, present, decay, write);
    }

    private static void Expect(int length, Int128 expected, string name, string shape)
    {
        if (length != expected) throw new ArgumentException($"{name}: expected {shape}, {expected} values; got {length}.", name);
    }

    private void Presence(bool given, bool wanted, string name)
    {
        if (given != wanted)
            throw new ArgumentException(
                $"{name}: expected {(wanted ? "values" : "none")} for update rule {UpdateRule}; got {(given ? "some" : "none")}.", name);
    }
}
