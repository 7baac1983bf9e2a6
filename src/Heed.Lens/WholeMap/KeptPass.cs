using Heed.Autograd;
using Heed.Masks;
using Heed.Models;
using Heed.Scores;

namespace Heed.Lens.WholeMap;

/// <summary>A forward pass whose queries, keys and values stay: memory grows with the length and the layers, never with the length squared.</summary>
internal sealed class KeptPass : IHook, IDisposable
{
    // A tape that records gives nothing back before it is disposed.
    private readonly Tape _tape = new(recording: true);
    private readonly List<KeptAttention> _attentions = [];

    private KeptPass() { }

    /// <summary>All attentions, in the order of the pass.</summary>
    public IReadOnlyList<KeptAttention> Attentions => _attentions;

    /// <summary>Runs a model, or its encoder alone.</summary>
    public static KeptPass Run(Transformer model, TokenBatch batch, MapStack stack)
    {
        var pass = new KeptPass();
        try
        {
            _ = stack == MapStack.Encoder ? model.Encode(pass._tape, batch.Source!, pass) : model.Hidden(pass._tape, batch, hook: pass);
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    public Tensor Visit(Tape tape, string site, Tensor value) => value;

    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        (KeptAttention kept, Tensor output) = KeptAttention.Of(step, mask, score);
        _attentions.Add(kept);
        return output;
    }

    public void Dispose() => _tape.Dispose();
}
