using Heed.Numerics;

namespace Heed.Linear;

/// <summary>The state never fades: plain linear attention and the plain delta rule.</summary>
public readonly unsafe struct NoDecay : IDecay
{
    static int IDecay.ChunkLength => 64;

    static bool IDecay.IsNone => true;

    bool IDecay.WantsGradient => false;

    void IDecay.Check(HeadView keys) { }

    bool IDecay.Touches(HeadView view) => false;

    void IDecay.Token<TLane, TVector>(int batch, int head, int token, int keyWidth, float* factors) { }

    void IDecay.Enter<TLane, TVector>(int batch, int head, int first, ref LinearChunk chunk) { }

    float* IDecay.FromStart<TLane, TVector>(in LinearChunk chunk, float* x, float* target) => x;

    float* IDecay.ToEnd<TLane, TVector>(in LinearChunk chunk, float* x, float* target) => x;

    void IDecay.Scores<TLane, TVector>(in LinearChunk chunk, float* queries, float* scores, int lag)
        => BlockProduct.LowerPairs<TLane, TVector>(
            chunk.Count, chunk.KeyWidth, queries, chunk.KeyStride, chunk.KeysAcross, scores, chunk.PairStride, lag);

    void IDecay.ScoresBackward<TLane, TVector>(
        in LinearChunk chunk, float* scoreGradients, float* queries, float* queryGradients, float* keyGradients)
    {
        BlockProduct.LowerTimes<TLane, TVector>(
            chunk.Count, chunk.KeyWidth, scoreGradients, chunk.PairStride, chunk.Keys, queryGradients, chunk.KeyStride);
        BlockProduct.LowerTransposedTimes<TLane, TVector>(
            chunk.Count, chunk.KeyWidth, scoreGradients, chunk.PairStride, queries, keyGradients, chunk.KeyStride);
    }

    void IDecay.Fade<TLane, TVector>(in LinearChunk chunk, float* state) { }

    void IDecay.AddGradient<TLane, TVector>(int batch, int head, int first, in LinearChunk chunk, float* rows, float* end) { }
}
