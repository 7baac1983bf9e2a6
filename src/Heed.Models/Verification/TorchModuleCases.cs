using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>PyTorch's multi-head attention and transformer layers, forward and backward, on <see cref="Autograd.MultiHeadAttention"/>.</summary>
/// <param name="folder">The folder.</param>
/// <param name="list">Its cases.json.</param>
internal sealed class TorchModuleCases(string folder, JsonPart list) : ICaseSource
{
    public IEnumerable<VerificationCase> Cases()
        => list["cases"].Items().Select(item => new VerificationCase(item["name"].Text(), () => Check(item)));

    private Outcome Check(JsonPart item)
    {
        using SafetensorsFile tensors = SafetensorsFile.Open(Path.Combine(folder, item["name"].Text() + ".safetensors"));
        using var module = new TorchModule(item, tensors);
        switch (item["module"].Text())
        {
            case "torch.nn.MultiheadAttention":
                module.Attention();
                break;
            case "torch.nn.TransformerEncoderLayer":
                module.EncoderLayer();
                break;
            case "torch.nn.TransformerDecoderLayer":
                module.DecoderLayer();
                break;
            case var other:
                return Outcome.Skipped($"module {other}: Heed checks MultiheadAttention and the transformer layers");
        }
        return module.Comparison.Outcome();
    }
}
