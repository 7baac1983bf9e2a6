using System.Runtime.CompilerServices;
using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

internal unsafe partial struct AttentionBackward<TMask, TScore, TDropout, TObserver>
{
    private partial struct HeadJob<TLane, TVector>
    {
        /// <summary>Whether a log-sum-exp (base 2) is so large that float32 rounds it by more than the weights may err.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool IsCoarse(float logSumExp2) => MathF.Abs(logSumExp2) > 64f && float.IsFinite(logSumExp2);

        /// <summary>
        /// Rows with a coarse log-sum-exp get their largest score in its place and the inverse of the sum over it, as the forward pass had
        /// them, and their δ as Σ A·dP: their few large weights leave dP − δ to cancel, which g·o is too rounded for. It costs these blocks two
        /// more products; scores of ordinary models never come here.
        /// </summary>
        private void Refine(ref Tile tile, int head, int place, int row0, int rows, KeyRange range)
        {
            HeadView k = Call.Inputs.Keys, v = Call.Inputs.Values;
            float* logSumExp2 = tile.LogSumExp2 + place, inverseSum = tile.InverseSum + place, delta = tile.Delta + place;
            float sink = Call.Inputs.Sink2(head); // the first term of the sum, as in the forward pass
            for (int r = 0; r < rows; r++)
                if (IsCoarse(logSumExp2[r])) (tile.Max[r], inverseSum[r], delta[r]) = (sink, float.IsNegativeInfinity(sink) ? 0f : 1f, 0f);
            LoadRows(tile, head, row0, rows);
            for (int key0 = range.Start / TileKeys * TileKeys; key0 < range.End; key0 += TileKeys)
            {
                tile.Key0 = key0;
                tile.Keys = Math.Min(TileKeys, k.Length - key0);
                PackColumns(tile, k, tile.KeyColumns);
                PackColumns(tile, v, tile.ValueColumns);
                int columns = AttentionTiles.RoundUp(tile.Keys, AttentionTiles.Chunk);
                Scores(tile, rows, 0, columns);
                for (int r = 0; r < rows; r++)
                    if (IsCoarse(logSumExp2[r]))
                        AddSums(
                            tile.Batch, head, row0 + r, key0, columns, tile.Weights + r * Stride, tile.Slopes + r * Stride, ref tile.Max[r],
                            ref inverseSum[r], ref delta[r]);
            }
            for (int r = 0; r < rows; r++)
            {
                if (!IsCoarse(logSumExp2[r])) continue;
                logSumExp2[r] = tile.Max[r];
                inverseSum[r] = 1f / inverseSum[r];
                delta[r] *= inverseSum[r];
            }
        }

        /// <summary>Takes one tile into a row's largest score, its Σ p and its Σ p·dP, with p = 2^(score − largest).</summary>
        private void AddSums(
            int batch, int head, int row, int key, int columns, float* scores, float* products, ref float max, ref float sum,
            ref float productSum)
        {
            if (!TScore.IsIdentity)
            {
                TVector log2E = TLane.Splat(Exponential.Log2E);
                for (int c = 0; c < columns; c += TLane.Width)
                    TLane.Store(TLane.Multiply(Call.Score.Apply<TLane, TVector>(TLane.Load(scores + c), batch, head, row, key + c), log2E), scores + c);
            }
            TVector largest = AttentionTiles.MaskedMax<TLane, TVector, TMask>(
                Call.Mask, batch, head, row, key, columns, Call.Inputs.Keys.Length, scores);
            float now = MathF.Max(max, TLane.MaxAcross(largest));
            if (float.IsNegativeInfinity(now)) return;
            if (!TDropout.IsEmpty) AttentionTiles.Drop<TLane, TVector, TDropout>(Call.Dropout, batch, head, row, key, columns, products);
            TVector shift = TLane.Splat(now), total = TLane.Zero, productTotal = TLane.Zero;
            for (int c = 0; c < columns; c += AttentionTiles.Chunk)
            {
                ulong bits = Call.Mask.Row64(batch, head, row, key + c) & new KeyRange(0, Call.Inputs.Keys.Length).Bits64(key + c);
                for (int i = c; i < c + AttentionTiles.Chunk; i += TLane.Width)
                {
                    TVector p = Exponential.Exp2<TLane, TVector>(TLane.Subtract(TLane.Load(scores + i), shift));
                    TVector product = TLane.Select((uint)(bits >> (i - c)), TLane.Load(products + i), TLane.Zero); // a hidden value may be NaN
                    total = TLane.Add(total, p);
                    productTotal = TLane.FusedMultiplyAdd(p, product, productTotal);
                }
            }
            float shrink = float.IsNegativeInfinity(max) ? 0f : MathF.Pow(2f, max - now);
            sum = sum * shrink + TLane.Sum(total);
            productSum = productSum * shrink + TLane.Sum(productTotal);
            max = now;
        }
    }
}
