using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>Node tests of the ONNX project, one safetensors file each with <c>input.NAME</c> and <c>output.NAME</c>.</summary>
/// <param name="folder">The folder.</param>
/// <param name="list">Its cases.json.</param>
internal sealed class OnnxCases(string folder, JsonPart list) : ICaseSource
{
    private const string Operators = "Attention, FlexAttention, Gelu, LayerNormalization, LogSoftmax, RMSNormalization, RotaryEmbedding, Softmax, Swish and TensorScatter";

    public IEnumerable<VerificationCase> Cases()
        => list["cases"].Items().Select(item => new VerificationCase(item["name"].Text(), () => Check(item)));

    private Outcome Check(JsonPart item)
    {
        string op = item["op"].Text();
        Func<OnnxNode, Outcome>? check = op switch
        {
            "Attention" or "FlexAttention" => OnnxAttention.Check,
            "Gelu" => OnnxRows.Gelu,
            "LayerNormalization" => OnnxRows.LayerNormalization,
            "LogSoftmax" => OnnxRows.LogSoftmax,
            "RMSNormalization" => OnnxRows.RmsNormalization,
            "RotaryEmbedding" => OnnxRotary.Check,
            "Softmax" => OnnxRows.Softmax,
            "Swish" => OnnxRows.Swish,
            "TensorScatter" => OnnxTensorScatter.Check,
            _ => null,
        };
        if (check is null) return Outcome.Skipped($"operator {op}: Heed checks {Operators}");
        using SafetensorsFile tensors = SafetensorsFile.Open(Path.Combine(folder, item["name"].Text() + ".safetensors"));
        return check(new OnnxNode(item, tensors));
    }
}
