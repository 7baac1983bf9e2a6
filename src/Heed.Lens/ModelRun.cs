using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens;

/// <summary>A whole forward pass with whatever head a model has.</summary>
internal static class ModelRun
{
    /// <summary>The head's output of every position (or text); null for a model without a head.</summary>
    public static Tensor? ToTheEnd(Transformer model, Tape tape, TokenBatch batch, KeyValueCache? cache, IHook? hook)
    {
        Tensor hidden = model.Hidden(tape, batch, cache, hook);
        return model.Blueprint.Head switch
        {
            ModelHead.Language or ModelHead.MaskedLanguage => model.TokenLogits(tape, hidden, hook: hook),
            ModelHead.Classification => model.ClassLogits(tape, hidden, batch.Batch, hook),
            _ => model.Blueprint.Pooler ? model.Pooled(tape, hidden, batch.Batch, hook) : null,
        };
    }
}
