using System.Runtime.CompilerServices;
using Heed.Dropout;
using Heed.Masks;
using Heed.Numerics;
using Heed.Observers;
using Heed.Scores;

namespace Heed;

/// <summary>
/// The gradient of tiled attention (Dao 2023, FlashAttention-2): weights are recomputed tile by tile from the log-sum-exp of the
/// forward pass. With g the gradient of the output o and δ = g·o:
/// <code>
/// A = exp(s − LSE)   dP = g·Vᵀ   dS = A ⊙ (dP − δ) ⊙ f′   dV += Aᵀ·g   dK += scale·dSᵀ·Q   dQ += scale·dS·K
/// </code>
/// </summary>
/// <remarks>
/// One key head of one batch row, with all query heads that share it, is one work item: its five products touch nobody else's gradients, so no sum
/// depends on the threads. Gradients are added to what the targets hold.
/// </remarks>
internal unsafe struct AttentionBackward<TMask, TScore, TDropout, TObserver> : ILaneKernel
    where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout where TObserver : struct, IGradientObserver
{
    public AttentionInputs Inputs;
    public HeadView Output, OutputGradient;
    public float* LogSumExp; // [B, Hq, Tq], natural
    public HeadView QueryGradient, KeyGradient, ValueGradient;
    public TMask Mask;
    public TScore Score;
    public TDropout Dropout;
    public TObserver Observer;

    /// <summary>Whether f′ must wait until an observer has seen dT.</summary>
    private static bool KeepsSlopes => !TScore.IsAdditive && !TObserver.IsEmpty;

    public readonly void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        HeadView k = Inputs.Keys, v = Inputs.Values;
        int width = AttentionTiles.RoundUp(k.Width, TLane.Width);
        int valueWidth = AttentionTiles.RoundUp(v.Width, TLane.Width);
        long keys = k.Length;
        long scratch = AttentionTiles.PackedColumns(k.Length, k.Width) + AttentionTiles.PackedColumns(k.Length, v.Width) // Kᵀ, Vᵀ
            + keys * width * 2 + keys * valueWidth                                                                      // K, dK, dV
            + AttentionTiles.Rows * (2L * width + valueWidth + (KeepsSlopes ? 3L : 2L) * AttentionTiles.Keys + 4);      // Q, dQ, g, S, dP, f′, LSE, δ, 1/Σ, max
        scratch = (scratch + 31) / 16 * 16;
        float* memory = BufferPool.Rent(scratch * Workers.Slots);
        var job = new HeadJob<TLane, TVector> { Call = this, Scratch = memory, ScratchFloats = scratch, Width = width, ValueWidth = valueWidth };
        try
        {
            int items = Observer.Sharing switch
            {
                GradientSharing.None => k.Batch * k.Heads,
                GradientSharing.AcrossBatch => k.Heads,
                _ => 1,
            };
            Workers.Run(items, ref job);
        }
        finally
        {
            BufferPool.Return(memory, scratch * Workers.Slots);
        }
    }

    private struct HeadJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public AttentionBackward<TMask, TScore, TDropout, TObserver> Call;
        public float* Scratch;
        public long ScratchFloats;
        public int Width, ValueWidth;

        public void Run(int item, int worker)
        {
            HeadView k = Call.Inputs.Keys;
            switch (Call.Observer.Sharing)
            {
                case GradientSharing.None:
                    (int batch, int keyHead) = Math.DivRem(item, k.Heads);
                    RunHead(batch, keyHead, worker);
                    break;
                case GradientSharing.AcrossBatch:
                    for (int b = 0; b < k.Batch; b++) RunHead(b, item, worker);
                    break;
                default:
                    for (int i = 0; i < k.Batch * k.Heads; i++) RunHead(i / k.Heads, i % k.Heads, worker);
                    break;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunHead(int batch, int keyHead, int worker)
        {
            const int tileRows = AttentionTiles.Rows, tileKeys = AttentionTiles.Keys;
            HeadView q = Call.Inputs.Queries, k = Call.Inputs.Keys, v = Call.Inputs.Values;
            int panelWidth = RegisterTile.PanelWidth<TLane, TVector>();

            float* keyColumns = Scratch + worker * ScratchFloats;
            float* valueColumns = keyColumns + AttentionTiles.PackedColumns(k.Length, k.Width);
            float* keyRows = valueColumns + AttentionTiles.PackedColumns(k.Length, v.Width);
            float* keyGradient = keyRows + (nint)k.Length * Width;
            float* valueGradient = keyGradient + (nint)k.Length * Width;
            float* queries = valueGradient + (nint)k.Length * ValueWidth;
            float* queryGradient = queries + tileRows * Width;
            float* gradient = queryGradient + tileRows * Width;
            float* weights = gradient + tileRows * ValueWidth;
            float* slopes = weights + tileRows * tileKeys;
            float* logSumExp2 = slopes + tileRows * tileKeys;
            float* delta = logSumExp2 + tileRows;
            float* inverseSum = delta + tileRows;
            float* max = inverseSum + tileRows;
            float* derivatives = KeepsSlopes ? max + tileRows : null; // f′, until the observer has seen dT

            for (int tile = 0; tile * tileKeys < k.Length; tile++)
            {
                AttentionTiles.PackColumns(k, batch, keyHead, tile, keyColumns, panelWidth);
                AttentionTiles.PackColumns(v, batch, keyHead, tile, valueColumns, panelWidth);
            }
            PanelPacking.Copy(k.Row(batch, keyHead, 0), k.RowStride, k.Length, k.Width, keyRows, Width);
            bool finite = PanelPacking.AllFinite<TLane, TVector>(k.Row(batch, keyHead, 0), k.RowStride, k.Length, k.Width)
                & PanelPacking.AllFinite<TLane, TVector>(v.Row(batch, keyHead, 0), v.RowStride, v.Length, v.Width);
            new Span<float>(keyGradient, k.Length * (Width + ValueWidth)).Clear();

            for (int head = keyHead * Call.Inputs.Group; head < (keyHead + 1) * Call.Inputs.Group; head++)
            {
                for (int row0 = 0; row0 < q.Length; row0 += tileRows)
                {
                    int rows = Math.Min(tileRows, q.Length - row0);
                    KeyRange range = Call.Mask.Range(batch, head, row0, rows, k.Length);
                    if (range.IsEmpty) continue;
                    bool finiteRows = LoadRows(batch, head, row0, rows, queries, gradient, logSumExp2, delta, out bool coarse);
                    new Span<float>(inverseSum, rows).Fill(1f);
                    if (coarse) Refine(batch, head, row0, rows, range, queries, keyColumns, gradient, valueColumns, weights, slopes, logSumExp2, inverseSum, max, delta);
                    new Span<float>(queryGradient, rows * Width).Clear();
                    for (int key0 = range.Start / tileKeys * tileKeys; key0 < range.End; key0 += tileKeys)
                    {
                        key0 = Math.Max(key0, Call.Mask.NextKey(batch, head, row0, rows, key0, k.Length) / tileKeys * tileKeys);
                        if (key0 >= range.End) break;
                        int first = Math.Max(0, range.Start - key0) / AttentionTiles.Chunk * AttentionTiles.Chunk;
                        int keys = Math.Min(tileKeys, range.End - key0) - first;
                        int key = key0 + first;
                        BlockCover cover = Call.Mask.Cover(batch, head, row0, rows, key, keys);
                        if (cover == BlockCover.Empty) continue;
                        bool mixed = cover == BlockCover.Mixed || keys % AttentionTiles.Chunk != 0;
                        int columns = AttentionTiles.RoundUp(keys, AttentionTiles.Chunk);

                        for (int c = 0; c < columns; c += panelWidth)
                        {
                            RegisterTile.Multiply<TLane, TVector>(rows, panelWidth, k.Width, queries, Width, 1, keyColumns + (nint)(key + c) * k.Width, panelWidth, weights + c, tileKeys, false);
                            RegisterTile.Multiply<TLane, TVector>(rows, panelWidth, v.Width, gradient, ValueWidth, 1, valueColumns + (nint)(key + c) * v.Width, panelWidth, slopes + c, tileKeys, false);
                        }
                        for (int r = 0; r < rows; r++)
                            Slopes(batch, head, row0 + r, key, columns, mixed, weights + r * tileKeys, slopes + r * tileKeys, KeepsSlopes ? derivatives + r * tileKeys : null, logSumExp2[r], inverseSum[r], delta[r]);
                        if (!TObserver.IsEmpty) Call.Observer.Tile(batch, head, row0, rows, key, keys, weights, slopes, tileKeys);
                        if (KeepsSlopes || !TDropout.IsEmpty)
                            for (int r = 0; r < rows; r++) AfterObserver(batch, head, row0 + r, key, columns, weights + r * tileKeys, slopes + r * tileKeys, KeepsSlopes ? derivatives + r * tileKeys : null);

                        if (mixed && !(finite & finiteRows))
                        {
                            AddAllowed(batch, head, row0, rows, key, keys, weights, slopes, queries, gradient, keyRows, queryGradient, keyGradient, valueGradient);
                            continue;
                        }
                        for (int c = 0; c < ValueWidth; c += panelWidth)
                            RegisterTile.Multiply<TLane, TVector>(keys, Math.Min(panelWidth, ValueWidth - c), rows, weights, 1, tileKeys, gradient + c, ValueWidth, valueGradient + (nint)key * ValueWidth + c, ValueWidth, true);
                        for (int c = 0; c < Width; c += panelWidth)
                        {
                            int n = Math.Min(panelWidth, Width - c);
                            RegisterTile.Multiply<TLane, TVector>(keys, n, rows, slopes, 1, tileKeys, queries + c, Width, keyGradient + (nint)key * Width + c, Width, true);
                            RegisterTile.Multiply<TLane, TVector>(rows, n, keys, slopes, tileKeys, 1, keyRows + (nint)key * Width + c, Width, queryGradient + c, Width, true);
                        }
                    }
                    if (!TObserver.IsEmpty)
                        for (int r = 0; r < rows; r++) Call.Observer.Finish(batch, head, row0 + r, delta[r]);
                    for (int r = 0; r < rows; r++)
                        AddScaled(queryGradient + r * Width, Call.QueryGradient.Row(batch, head, row0 + r), q.Width, Call.Inputs.Scale);
                }
            }
            // The queries carried scale (and 1/ln 2) into dSᵀ·Q; only the second factor is too much.
            float keyFactor = TScore.IsIdentity ? Exponential.Ln2 : 1f;
            for (int key = 0; key < k.Length; key++)
            {
                AddScaled(keyGradient + (nint)key * Width, Call.KeyGradient.Row(batch, keyHead, key), k.Width, keyFactor);
                AddScaled(valueGradient + (nint)key * ValueWidth, Call.ValueGradient.Row(batch, keyHead, key), v.Width, 1f);
            }
        }

        /// <summary>Scaled queries and gradients of a block, zero-filled to whole registers, with each row's log-sum-exp (base 2) and δ.</summary>
        /// <returns>Whether all of them are finite.</returns>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly bool LoadRows(
            int batch, int head, int row0, int rows, float* queries, float* gradient, float* logSumExp2, float* delta, out bool coarse)
        {
            HeadView q = Call.Inputs.Queries, g = Call.OutputGradient;
            float factor = TScore.IsIdentity ? Call.Inputs.Scale * Exponential.Log2E : Call.Inputs.Scale;
            coarse = false;
            for (int r = 0; r < rows; r++)
            {
                float* source = q.Row(batch, head, row0 + r);
                float* target = queries + r * Width;
                for (int d = 0; d < Width; d++) target[d] = d < q.Width ? source[d] * factor : 0f;
                PanelPacking.Copy(g.Row(batch, head, row0 + r), 0, 1, g.Width, gradient + r * ValueWidth, ValueWidth);
                logSumExp2[r] = Call.LogSumExp[((nint)batch * q.Heads + head) * q.Length + row0 + r] * Exponential.Log2E;
                coarse |= IsCoarse(logSumExp2[r]);
            }
            for (int r = 0; r < rows; r += 4) Deltas(batch, head, row0, r, Math.Min(4, rows - r), gradient, delta);
            return PanelPacking.AllFinite<TLane, TVector>(queries, Width, rows, Width)
                && PanelPacking.AllFinite<TLane, TVector>(gradient, ValueWidth, rows, ValueWidth);
        }

        /// <summary>
        /// δ of up to four rows. Each is one chain of fused products in the order of the register tile that makes g·v: where one key has the whole
        /// weight, o is its v and dP − δ is exactly 0. Four chains hide the time a chain waits for itself.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Deltas(int batch, int head, int row0, int r, int rows, float* gradient, float* delta)
        {
            int last = rows - 1; // rows that are not there repeat the last one
            int r1 = r + Math.Min(1, last), r2 = r + Math.Min(2, last), r3 = r + Math.Min(3, last);
            float* o0 = Call.Output.Row(batch, head, row0 + r), o1 = Call.Output.Row(batch, head, row0 + r1);
            float* o2 = Call.Output.Row(batch, head, row0 + r2), o3 = Call.Output.Row(batch, head, row0 + r3);
            float* g0 = gradient + r * ValueWidth, g1 = gradient + r1 * ValueWidth, g2 = gradient + r2 * ValueWidth, g3 = gradient + r3 * ValueWidth;
            float d0 = 0f, d1 = 0f, d2 = 0f, d3 = 0f;
            for (int d = 0; d < Call.OutputGradient.Width; d++)
            {
                d0 = Fused(g0[d], o0[d], d0);
                d1 = Fused(g1[d], o1[d], d1);
                d2 = Fused(g2[d], o2[d], d2);
                d3 = Fused(g3[d], o3[d], d3);
            }
            (delta[r], delta[r1], delta[r2], delta[r3]) = (d0, d1, d2, d3);
        }

        /// <summary>One lane of <see cref="ILane{TVector}.FusedMultiplyAdd"/>: the scalar width rounds twice.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Fused(float a, float b, float c) => TLane.Width == 1 ? a * b + c : MathF.FusedMultiplyAdd(a, b, c);

        /// <summary>Whether a log-sum-exp (base 2) is so large that float32 rounds it by more than the weights may err.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool IsCoarse(float logSumExp2) => MathF.Abs(logSumExp2) > 64f && float.IsFinite(logSumExp2);

        /// <summary>
        /// Rows with a coarse log-sum-exp get their largest score in its place and the inverse of the sum over it, as the forward pass had
        /// them, and their δ as Σ A·dP: their few large weights leave dP − δ to cancel, which g·o is too rounded for. It costs these blocks two
        /// more products; scores of ordinary models never come here.
        /// </summary>
        private void Refine(
            int batch, int head, int row0, int rows, KeyRange range, float* queries, float* keyColumns, float* gradient, float* valueColumns,
            float* scores, float* products, float* logSumExp2, float* inverseSum, float* max, float* delta)
        {
            const int tileKeys = AttentionTiles.Keys;
            HeadView k = Call.Inputs.Keys, v = Call.Inputs.Values;
            int panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
            float sink = Call.Inputs.Sink2(head); // the first term of the sum, as in the forward pass
            for (int r = 0; r < rows; r++)
                if (IsCoarse(logSumExp2[r])) (max[r], inverseSum[r], delta[r]) = (sink, float.IsNegativeInfinity(sink) ? 0f : 1f, 0f);
            for (int key0 = range.Start / tileKeys * tileKeys; key0 < range.End; key0 += tileKeys)
            {
                int columns = AttentionTiles.RoundUp(Math.Min(tileKeys, k.Length - key0), AttentionTiles.Chunk);
                for (int c = 0; c < columns; c += panelWidth)
                {
                    RegisterTile.Multiply<TLane, TVector>(rows, panelWidth, k.Width, queries, Width, 1, keyColumns + (nint)(key0 + c) * k.Width, panelWidth, scores + c, tileKeys, false);
                    RegisterTile.Multiply<TLane, TVector>(rows, panelWidth, v.Width, gradient, ValueWidth, 1, valueColumns + (nint)(key0 + c) * v.Width, panelWidth, products + c, tileKeys, false);
                }
                for (int r = 0; r < rows; r++)
                    if (IsCoarse(logSumExp2[r]))
                        AddSums(batch, head, row0 + r, key0, columns, scores + r * tileKeys, products + r * tileKeys, ref max[r], ref inverseSum[r], ref delta[r]);
            }
            for (int r = 0; r < rows; r++)
            {
                if (!IsCoarse(logSumExp2[r])) continue;
                logSumExp2[r] = max[r];
                inverseSum[r] = 1f / inverseSum[r];
                delta[r] *= inverseSum[r];
            }
        }

        /// <summary>Takes one tile into a row's largest score, its Σ p and its Σ p·dP, with p = 2^(score − largest).</summary>
        private void AddSums(int batch, int head, int row, int key, int columns, float* scores, float* products, ref float max, ref float sum, ref float productSum)
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

        /// <summary>One row of a tile: scores become weights, and g·v becomes dS.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Slopes(int batch, int head, int row, int key, int columns, bool mixed, float* weights, float* slopes, float* derivatives, float logSumExp2, float inverseSum, float delta)
        {
            int w = TLane.Width;
            if (float.IsNegativeInfinity(logSumExp2))
            {
                if (KeepsSlopes) new Span<float>(derivatives, columns).Clear();
                new Span<float>(weights, columns).Clear();
                new Span<float>(slopes, columns).Clear();
                return;
            }
            if (!TDropout.IsEmpty) AttentionTiles.Drop<TLane, TVector, TDropout>(Call.Dropout, batch, head, row, key, columns, slopes);
            TVector shift = TLane.Splat(logSumExp2), inverse = TLane.Splat(inverseSum), d = TLane.Splat(delta), log2E = TLane.Splat(Exponential.Log2E);
            for (int c = 0; c < columns; c += AttentionTiles.Chunk)
            {
                ulong bits = mixed
                    ? Call.Mask.Row64(batch, head, row, key + c) & new KeyRange(0, Call.Inputs.Keys.Length).Bits64(key + c)
                    : ulong.MaxValue;
                for (int i = c; i < c + AttentionTiles.Chunk; i += w)
                {
                    TVector s = TLane.Load(weights + i);
                    TVector slope = TScore.IsAdditive ? s : Call.Score.Slope<TLane, TVector>(s, batch, head, row, key + i);
                    if (!TScore.IsIdentity) s = TLane.Multiply(Call.Score.Apply<TLane, TVector>(s, batch, head, row, key + i), log2E);
                    TVector a = TLane.Multiply(Exponential.Exp2<TLane, TVector>(TLane.Subtract(s, shift)), inverse);
                    TVector ds = TLane.Multiply(a, TLane.Subtract(TLane.Load(slopes + i), d));
                    if (!TScore.IsAdditive && !KeepsSlopes) ds = TLane.Multiply(ds, slope);
                    if (KeepsSlopes) TLane.Store(TLane.Select((uint)(bits >> (i - c)), slope, TLane.Zero), derivatives + i);
                    if (bits != ulong.MaxValue)
                    {
                        a = TLane.Select((uint)(bits >> (i - c)), a, TLane.Zero);
                        ds = TLane.Select((uint)(bits >> (i - c)), ds, TLane.Zero);
                    }
                    TLane.Store(a, weights + i);
                    TLane.Store(ds, slopes + i);
                }
            }
        }

        /// <summary>What an observer must not see: dT becomes the gradient of the raw score, and the weights those that dropout left.</summary>
        private void AfterObserver(int batch, int head, int row, int key, int columns, float* weights, float* slopes, float* derivatives)
        {
            if (KeepsSlopes)
                for (int c = 0; c < columns; c += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(slopes + c), TLane.Load(derivatives + c)), slopes + c);
            if (!TDropout.IsEmpty) AttentionTiles.Drop<TLane, TVector, TDropout>(Call.Dropout, batch, head, row, key, columns, weights);
        }

        /// <summary>The three gradient products pair by pair, where something is NaN or ∞ and a mask must keep it from its neighbours.</summary>
        private readonly void AddAllowed(
            int batch, int head, int row0, int rows, int key, int keys, float* weights, float* slopes,
            float* queries, float* gradient, float* keyRows, float* queryGradient, float* keyGradient, float* valueGradient)
        {
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < keys; c++)
                {
                    if (!Call.Mask.Allows(batch, head, row0 + r, key + c)) continue;
                    float a = weights[r * AttentionTiles.Keys + c], ds = slopes[r * AttentionTiles.Keys + c];
                    nint at = key + c;
                    for (int d = 0; d < ValueWidth; d++) valueGradient[at * ValueWidth + d] += a * gradient[r * ValueWidth + d];
                    for (int d = 0; d < Width; d++)
                    {
                        keyGradient[at * Width + d] += ds * queries[r * Width + d];
                        queryGradient[r * Width + d] += ds * keyRows[at * Width + d];
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void AddScaled(float* source, float* target, int count, float factor)
        {
            TVector factors = TLane.Splat(factor);
            int d = 0;
            for (; d + TLane.Width <= count; d += TLane.Width)
                TLane.Store(TLane.FusedMultiplyAdd(TLane.Load(source + d), factors, TLane.Load(target + d)), target + d);
            for (; d < count; d++) target[d] += source[d] * factor;
        }
    }
}
