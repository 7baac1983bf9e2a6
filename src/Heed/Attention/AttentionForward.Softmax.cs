using System.Runtime.CompilerServices;
using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

internal unsafe partial struct AttentionForward<TMask, TScore, TDropout, TObserver>
{
    private partial struct RowsJob<TLane, TVector>
    {
        /// <summary>Up to six rows of one tile: their running maxima follow, and their outputs and sums with them.</summary>
        /// <param name="block">The block; its scores from column <paramref name="first"/> on.</param>
        /// <param name="r">First row in the block.</param>
        /// <param name="rows">Rows, at most six.</param>
        /// <param name="first">First column, the beginning of a chunk.</param>
        /// <param name="columns">Columns, whole chunks.</param>
        /// <param name="mixed">Bit i set where the mask hides a part of chunk i.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Shift(ref Block block, int r, int rows, int first, int columns, uint mixed)
        {
            // All maxima first: the end of one does not hold up the next.
            for (int i = 0; i < rows; i++)
                block.Shifts[i] = Largest(block.Batch, block.Head, block.Row0 + r + i, block.Key0 + first, columns, mixed, block.Scores + i * TileKeys + first);
            for (int i = 0; i < rows; i++)
            {
                float before = block.Max[r + i], largest = block.Shifts[i], now = largest > before ? largest : before, shrink = 1f;
                // Nothing to see here, or nothing but NaN, which a maximum can lose.
                if (float.IsNegativeInfinity(now)) now = HasNaN(block.Scores + i * TileKeys + first, columns) ? float.NaN : float.NegativeInfinity;
                if (now != before)
                {
                    shrink = 0f;
                    if (!float.IsNegativeInfinity(before))
                    {
                        TVector factor = Exponential.Exp2<TLane, TVector>(TLane.Splat(before - now));
                        shrink = TLane.MaxAcross(factor);
                        float* output = block.Outputs + (r + i) * ValueWidth;
                        for (int d = 0; d < ValueWidth; d += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(output + d), factor), output + d);
                    }
                    block.Sum[r + i] *= shrink;
                    block.Max[r + i] = now;
                }
                block.Shrinks[i] = shrink;
                block.Shifts[i] = float.IsNegativeInfinity(now) ? 0f : now; // all −∞: weights 0
            }
            new Span<float>(block.Totals, 2 * RegisterTile.Rows * TLane.Width).Clear();
        }

        /// <summary>Changes one row's scores, hides what the mask hides, and finds the largest, in base 2.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private float Largest(int batch, int head, int row, int key, int columns, uint mixed, float* scores)
        {
            int w = TLane.Width;
            if (!TScore.IsIdentity)
            {
                TVector log2E = TLane.Splat(Exponential.Log2E);
                for (int c = 0; c < columns; c += w)
                    TLane.Store(TLane.Multiply(Call.Score.Apply<TLane, TVector>(TLane.Load(scores + c), batch, head, row, key + c), log2E), scores + c);
            }
            TVector largest = AttentionTiles.MaskedMax<TLane, TVector, TMask>(Call.Mask, batch, head, row, key, columns, Call.Inputs.Keys.Length, scores, mixed);
            if (!TObserver.IsEmpty)
                Call.Observer.Tile(batch, head, row, 1, key, Math.Min(columns, Call.Inputs.Keys.Length - key), scores, columns);
            return TLane.MaxAcross(largest);
        }

        /// <summary>Takes the sums of a tile's weights, which are ready, into those of its rows.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Sum(ref Block block, int r, int rows, int first, int columns)
        {
            int key = block.Key0 + first;
            for (int i = 0; i < rows; i++)
            {
                float* totals = block.Totals + i * TLane.Width, weights = block.Scores + i * TileKeys + first;
                float sum = TLane.Sum(TLane.Load(totals));
                block.Sum[r + i] += sum;
                if (float.IsNegativeInfinity(block.Max[r + i])) continue;
                if (TObserver.SeesWeights)
                    Call.Observer.Weights<TLane, TVector>(
                        block.Batch, block.Head, block.Row0 + r + i, key, Math.Min(columns, Call.Inputs.Keys.Length - key), weights,
                        block.Max[r + i], block.Shrinks[i], sum, TLane.Sum(TLane.Load(totals + RegisterTile.Rows * TLane.Width)));
                if (!TDropout.IsEmpty)
                    AttentionTiles.Drop<TLane, TVector, TDropout>(Call.Dropout, block.Batch, block.Head, block.Row0 + r + i, key, columns, weights);
            }
        }

        private static bool HasNaN(float* scores, int columns)
        {
            foreach (float score in new ReadOnlySpan<float>(scores, columns))
                if (float.IsNaN(score)) return true;
            return false;
        }

        /// <summary>
        /// Scores of up to six rows become weights 2^(score − shift), and their sums: beside the product of the rows before with the values, which
        /// leaves the units free that this needs, and at the end what is left. Every row's sum is one chain in the order of the keys, however far it came beside.
        /// </summary>
        private struct WeightsBeside : IBeside
        {
            private readonly int _skip, _columns, _perStep;
            private float* _at, _shift, _total;
            private int _left, _rows; // columns of the row at hand, rows

            public WeightsBeside(in Block block, int rows, int first, int columns, int steps)
            {
                (_rows, _columns, _left, _skip) = (rows, columns, columns, TileKeys - columns);
                _perStep = steps == 0 ? 0 : (rows * columns / TLane.Width + steps - 1) / steps;
                _at = block.Scores + first;
                _shift = block.Shifts;
                _total = block.Totals;
            }

            /// <inheritdoc/>
            public static bool IsEmpty => false;

            /// <inheritdoc/>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Step<TStepLane, TStepVector>() where TStepLane : struct, ILane<TStepVector> where TStepVector : struct
            {
                if (_rows == 0) return;
                for (int n = _perStep; n > 0; n--)
                {
                    TStepVector s = TStepLane.Subtract(TStepLane.Load(_at), TStepLane.Splat(*_shift));
                    TStepVector p = Exponential.Exp2<TStepLane, TStepVector>(s);
                    TStepLane.Store(p, _at);
                    TStepLane.Store(TStepLane.Add(TStepLane.Load(_total), p), _total);
                    if (TObserver.SeesWeights)
                    {
                        float* scoreTotal = _total + RegisterTile.Rows * TStepLane.Width;
                        s = TStepLane.Max(TStepLane.Splat(Floor), s);
                        TStepLane.Store(TStepLane.FusedMultiplyAdd(p, s, TStepLane.Load(scoreTotal)), scoreTotal);
                    }
                    _at += TStepLane.Width;
                    _left -= TStepLane.Width;
                    if (_left == 0 && !NextRow(TStepLane.Width)) return;
                }
            }

            /// <summary>Does what is left.</summary>
            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            public void Finish()
            {
                int w = TLane.Width;
                while (_rows > 0)
                {
                    TVector shift = TLane.Splat(*_shift), total = TLane.Load(_total), scoreTotal = TLane.Load(_total + RegisterTile.Rows * w);
                    TVector floor = TLane.Splat(Floor);
                    float* at = _at;
                    for (; _left % (4 * w) != 0; _left -= w, at += w) One(at, shift, floor, ref total, ref scoreTotal);
                    for (float* end = at + _left; at < end; at += 4 * w)
                    {
                        TVector s = TLane.Subtract(TLane.Load(at), shift), s2 = TLane.Subtract(TLane.Load(at + w), shift);
                        TVector s3 = TLane.Subtract(TLane.Load(at + 2 * w), shift), s4 = TLane.Subtract(TLane.Load(at + 3 * w), shift);
                        TVector p = Exponential.Exp2<TLane, TVector>(s), p2 = Exponential.Exp2<TLane, TVector>(s2);
                        TVector p3 = Exponential.Exp2<TLane, TVector>(s3), p4 = Exponential.Exp2<TLane, TVector>(s4);
                        if (TObserver.SeesWeights)
                        {
                            scoreTotal = TLane.FusedMultiplyAdd(p, TLane.Max(floor, s), scoreTotal);
                            scoreTotal = TLane.FusedMultiplyAdd(p2, TLane.Max(floor, s2), scoreTotal);
                            scoreTotal = TLane.FusedMultiplyAdd(p3, TLane.Max(floor, s3), scoreTotal);
                            scoreTotal = TLane.FusedMultiplyAdd(p4, TLane.Max(floor, s4), scoreTotal);
                        }
                        TLane.Store(p, at);
                        TLane.Store(p2, at + w);
                        TLane.Store(p3, at + 2 * w);
                        TLane.Store(p4, at + 3 * w);
                        total = TLane.Add(TLane.Add(TLane.Add(TLane.Add(total, p), p2), p3), p4);
                    }
                    TLane.Store(total, _total);
                    TLane.Store(scoreTotal, _total + RegisterTile.Rows * w);
                    _at = at;
                    NextRow(w);
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private static void One(float* at, TVector shift, TVector floor, ref TVector total, ref TVector scoreTotal)
            {
                TVector s = TLane.Subtract(TLane.Load(at), shift), p = Exponential.Exp2<TLane, TVector>(s);
                TLane.Store(p, at);
                total = TLane.Add(total, p);
                if (TObserver.SeesWeights) scoreTotal = TLane.FusedMultiplyAdd(p, TLane.Max(floor, s), scoreTotal);
            }

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private bool NextRow(int lanes)
            {
                _at += _skip;
                _left = _columns;
                _shift++;
                _total += lanes;
                return --_rows > 0;
            }
        }
    }
}
