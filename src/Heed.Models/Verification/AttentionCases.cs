using Heed.Masks;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>Calls of scaled dot-product attention, forward and backward, each checked in float32 (the kernels) and in double (their definition).</summary>
/// <param name="folder">The folder.</param>
/// <param name="list">Its cases.json.</param>
internal sealed class AttentionCases(string folder, JsonPart list) : ICaseSource
{
    // Options that are fields of a case, and what Heed lacks for them.
    private static readonly (string Field, string Reason)[] s_missing =
    [
        ("alibi", "ALiBi"), ("softcap", "soft-capped scores"), ("window", "a sliding window"),
        ("bidirectional_window_left_right", "a two-sided window"), ("has_dbias", "a bias with a gradient"), ("bias_shift", "a bias"),
    ];

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
        string[] missing = [.. s_missing.Where(option => !item[option.Field].IsNull).Select(option => option.Reason)];
        if (missing.Length > 0) return Outcome.Skipped($"Heed does not have {string.Join(", ", missing)}");
        using SafetensorsFile tensors = SafetensorsFile.Open(Path.Combine(folder, name + ".safetensors"));
        var call = AttentionCallData.Read(tensors, item);
        int? offset = item["causal_alignment"].IsNull ? null : item["causal_alignment"].Text() switch
        {
            "bottom_right" => call.Shape.KeyCount - call.Shape.QueryCount,
            "top_left" => 0,
            var other => throw item["causal_alignment"].Error($"expected bottom_right or top_left; got '{other}'"),
        };
        KeyRange[]? real = null;
        foreach (string mask in (ReadOnlySpan<string>)["mask", "bias"])
        {
            if (!tensors.Contains(mask)) continue;
            if (real is not null) return Outcome.Skipped("Heed does not have a mask and a bias at once");
            real = PaddingMask.TryRead(tensors, mask, call.Shape.Batch, call.Shape.KeyCount);
            if (real is null) return Outcome.Skipped(mask == "mask" ? "Heed does not have arbitrary boolean masks" : "Heed does not have a bias on the scores");
        }
        string kind = name.Split('-')[0];
        var check = new AttentionCheck
        {
            Data = call, Tensors = tensors, Errors = item["float32_error"], Wide = wide, Extreme = kind is "large" or "huge" or "offset",
        };
        new AttentionPattern(offset is null ? Direction.Bidirectional : Direction.Causal, offset ?? 0, real).Apply(ref check);
        return check.Comparison.Outcome();
    }
}
