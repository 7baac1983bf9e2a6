using Heed.Masks;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>Calls of scaled dot-product attention, forward and backward, each checked in float32 (the kernels) and in double (their definition).</summary>
/// <param name="folder">The folder.</param>
/// <param name="list">Its cases.json.</param>
internal sealed class AttentionCases(string folder, JsonPart list) : ICaseSource
{
    public IEnumerable<VerificationCase> Cases()
    {
        foreach (JsonPart item in list["cases"].Items())
        {
            string name = item["name"].Text();
            yield return new VerificationCase($"{name}/float32", () => Check(item, name, wide: false));
            yield return new VerificationCase($"{name}/float64", () => Check(item, name, wide: true));
        }
    }

    private Outcome Check(JsonPart item, string name, bool wide)
    {
        using SafetensorsFile tensors = SafetensorsFile.Open(Path.Combine(folder, name + ".safetensors"));
        var call = AttentionCallData.Read(tensors, item);
        int? offset = item["causal_alignment"].IsNull ? null : item["causal_alignment"].Text() switch
        {
            "bottom_right" => call.Shape.KeyCount - call.Shape.QueryCount,
            "top_left" => 0,
            var other => throw item["causal_alignment"].Error($"expected bottom_right or top_left; got '{other}'"),
        };
        int aligned = call.Shape.KeyCount - call.Shape.QueryCount;
        KeyRange[]? real = null;
        BooleanMatrix? matrix = null;
        float[]? bias = null;
        if (tensors.Contains("mask"))
        {
            real = PaddingMask.TryRead(tensors, "mask", call.Shape.Batch, call.Shape.KeyCount);
            if (real is null) matrix = BroadcastTensor.Mask(tensors.ReadBool("mask"), BroadcastTensor.Shape(tensors, "mask", call.Shape), call.Shape);
        }
        if (tensors.Contains("bias"))
        {
            if (real is null && !tensors.Contains("dbias")) real = PaddingMask.TryRead(tensors, "bias", call.Shape.Batch, call.Shape.KeyCount);
            if (real is null) bias = BroadcastTensor.Bias(tensors, "bias");
        }
        var variation = new AttentionVariation
        {
            Pattern = new AttentionPattern(offset is null ? Direction.Bidirectional : Direction.Causal, offset ?? 0, real),
            Window = Window(item, aligned),
            Matrix = matrix,
            SoftCap = item["softcap"].IsNull ? null : (float)item["softcap"].Fraction(),
            Bias = bias,
            BiasShape = bias is null ? null : BroadcastTensor.Shape(tensors, "bias", call.Shape),
            Slopes = tensors.Contains("alibi_slopes") ? tensors.Floats("alibi_slopes") : null,
            Offset = aligned,
        };
        string kind = name.Split('-')[0];
        var check = new AttentionCheck
        {
            Data = call, Tensors = tensors, Errors = item["float32_error"], Wide = wide, Extreme = kind is "large" or "huge" or "offset", Variation = variation,
        };
        variation.Apply(ref check);
        return check.Comparison.Outcome();
    }

    private static SlidingWindow? Window(JsonPart item, int aligned)
    {
        // A window of w counts the query's own key.
        if (!item["window"].IsNull) return new SlidingWindow(item["window"].Number() - 1, -1, aligned);
        if (item["bidirectional_window_left_right"].IsNull) return null;
        JsonPart[] sides = [.. item["bidirectional_window_left_right"].Items()];
        return new SlidingWindow(sides[0].Number(), sides[1].Number(), aligned);
    }
}
