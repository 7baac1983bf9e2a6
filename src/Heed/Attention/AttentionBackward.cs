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
/// depends on the threads. Tile by tile of keys, which stay in the second-level cache with their gradients, all queries pass; taking the
/// queries first made every one of their blocks fetch all keys anew. Gradients are added to what the targets hold.
/// </remarks>
internal unsafe partial struct AttentionBackward<TMask, TScore, TDropout, TObserver> : ILaneKernel
    where TMask : struct, IMask where TScore : struct, IScore where TDropout : struct, IDropout where TObserver : struct, IGradientObserver
{
    private const int TileRows = AttentionTiles.Rows, TileKeys = AttentionTiles.Keys;

    /// <summary>
    /// Floats from one row of scores to the next: a column of them, which the products with Aᵀ and dSᵀ read, must not fall into a few sets
    /// of the first-level cache.
    /// </summary>
    private const int Stride = TileKeys + 16;

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
        long rows = (long)Inputs.Group * Inputs.Queries.Length;
        long scratch = TileKeys * (k.Width + v.Width + 2L * width + valueWidth) // Kᵀ, Vᵀ, K, dK, dV
            + TileRows * (2L * width + valueWidth + (KeepsSlopes ? 3L : 2L) * Stride + 1) // Q, dQ, g, S, dP, f′, max
            + 3 * rows; // LSE, δ, 1/Σ
        scratch = (scratch + 31) / 16 * 16;
        float* memory = BufferPool.Rent(scratch * Workers.Slots);
        var job = new HeadJob<TLane, TVector>
        {
            Call = this, Scratch = memory, ScratchFloats = scratch, Width = width, ValueWidth = valueWidth,
        };
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

    private partial struct HeadJob<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
    {
        public AttentionBackward<TMask, TScore, TDropout, TObserver> Call;
        public float* Scratch;
        public long ScratchFloats;
        public int Width, ValueWidth;

        /// <summary>One key head and the tile of its keys that the rows pass.</summary>
        private ref struct Tile
        {
            public int Batch, KeyHead, Key0, Keys;
            public float* KeyColumns, ValueColumns, KeyRows;  // [keys / panel, D, panel], [keys / panel, Dv, panel], [keys, D]
            public float* KeyGradient, ValueGradient;         // [keys, D], [keys, Dv]
            public float* Queries, QueryGradient, Gradient;   // of the rows at hand: [rows, D], [rows, D], [rows, Dv]
            public float* Weights, Slopes, Derivatives;       // [rows, keys]: A; dP, then dS; f′ until the observer has seen dT
            public float* LogSumExp2, InverseSum, Delta;      // [group, Tq]
            public float* Max;                                // [rows]
            public bool Packed, FiniteKnown, Finite;
        }

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
            HeadView q = Call.Inputs.Queries, k = Call.Inputs.Keys, v = Call.Inputs.Values;
            int rows = Call.Inputs.Group * q.Length, firstHead = keyHead * Call.Inputs.Group;
            var tile = new Tile { Batch = batch, KeyHead = keyHead };
            tile.KeyColumns = Scratch + worker * ScratchFloats;
            tile.ValueColumns = tile.KeyColumns + TileKeys * k.Width;
            tile.KeyRows = tile.ValueColumns + TileKeys * v.Width;
            tile.KeyGradient = tile.KeyRows + TileKeys * Width;
            tile.ValueGradient = tile.KeyGradient + TileKeys * Width;
            tile.Queries = tile.ValueGradient + TileKeys * ValueWidth;
            tile.QueryGradient = tile.Queries + TileRows * Width;
            tile.Gradient = tile.QueryGradient + TileRows * Width;
            tile.Weights = tile.Gradient + TileRows * ValueWidth;
            tile.Slopes = tile.Weights + TileRows * Stride;
            tile.Max = tile.Slopes + TileRows * Stride;
            tile.LogSumExp2 = tile.Max + TileRows;
            tile.InverseSum = tile.LogSumExp2 + rows;
            tile.Delta = tile.InverseSum + rows;
            tile.Derivatives = tile.Delta + rows;

            for (int h = 0; h < Call.Inputs.Group; h++)
                for (int row0 = 0; row0 < q.Length; row0 += TileRows)
                    Prepare(ref tile, firstHead + h, h * q.Length, row0, Math.Min(TileRows, q.Length - row0));
            for (int key0 = 0; key0 < k.Length; key0 += TileKeys)
            {
                tile.Key0 = key0;
                tile.Keys = Math.Min(TileKeys, k.Length - key0);
                tile.Packed = tile.FiniteKnown = false;
                for (int h = 0; h < Call.Inputs.Group; h++)
                    for (int row0 = 0; row0 < q.Length; row0 += TileRows)
                        Rows(ref tile, firstHead + h, h * q.Length, row0, Math.Min(TileRows, q.Length - row0));
                if (tile.Packed) Write(tile);
            }
            if (TObserver.IsEmpty) return;
            for (int h = 0; h < Call.Inputs.Group; h++)
                for (int row0 = 0; row0 < q.Length; row0 += TileRows)
                    Finish(tile, firstHead + h, h * q.Length, row0, Math.Min(TileRows, q.Length - row0));
        }

        private readonly void Finish(in Tile tile, int head, int place, int row0, int rows)
        {
            if (Call.Mask.Range(tile.Batch, head, row0, rows, Call.Inputs.Keys.Length).IsEmpty) return;
            for (int r = row0; r < row0 + rows; r++) Call.Observer.Finish(tile.Batch, head, r, tile.Delta[place + r]);
        }

        /// <summary>What the rows of a block need with every tile: log-sum-exp (base 2), the inverse of what is left of the sum, δ.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Prepare(ref Tile tile, int head, int place, int row0, int rows)
        {
            HeadView q = Call.Inputs.Queries;
            KeyRange range = Call.Mask.Range(tile.Batch, head, row0, rows, Call.Inputs.Keys.Length);
            if (range.IsEmpty) return;
            place += row0;
            bool coarse = false;
            for (int r = 0; r < rows; r++)
            {
                float logSumExp2 = Call.LogSumExp[((nint)tile.Batch * q.Heads + head) * q.Length + row0 + r] * Exponential.Log2E;
                tile.LogSumExp2[place + r] = logSumExp2;
                tile.InverseSum[place + r] = 1f;
                coarse |= IsCoarse(logSumExp2);
            }
            for (int r = 0; r < rows; r += 4) Deltas(tile.Batch, head, row0 + r, Math.Min(4, rows - r), tile.Delta + place + r);
            if (coarse) Refine(ref tile, head, place, row0, rows, range);
        }

        /// <summary>A block of rows by a tile: their part of all three gradients.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Rows(ref Tile tile, int head, int place, int row0, int rows)
        {
            HeadView k = Call.Inputs.Keys;
            int batch = tile.Batch, panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
            KeyRange range = Call.Mask.Range(batch, head, row0, rows, k.Length).Intersect(new KeyRange(tile.Key0, tile.Key0 + tile.Keys));
            if (range.IsEmpty || Call.Mask.NextKey(batch, head, row0, rows, range.Start, k.Length) >= range.End) return;
            int first = (range.Start - tile.Key0) / AttentionTiles.Chunk * AttentionTiles.Chunk;
            int key = tile.Key0 + first, keys = range.End - key;
            BlockCover cover = Call.Mask.Cover(batch, head, row0, rows, key, keys);
            if (cover == BlockCover.Empty) return;
            bool mixed = cover == BlockCover.Mixed || keys % AttentionTiles.Chunk != 0;
            int columns = AttentionTiles.RoundUp(keys, AttentionTiles.Chunk);

            if (!tile.Packed) Pack(ref tile);
            LoadRows(tile, head, row0, rows);
            place += row0;
            float* weights = tile.Weights, slopes = tile.Slopes, derivatives = KeepsSlopes ? tile.Derivatives : null;
            Scores(tile, rows, first, columns);
            for (int r = 0; r < rows; r++)
                Slopes(
                    batch, head, row0 + r, key, columns, mixed, weights + r * Stride, slopes + r * Stride,
                    KeepsSlopes ? derivatives + r * Stride : null, tile.LogSumExp2[place + r], tile.InverseSum[place + r], tile.Delta[place + r]);
            if (!TObserver.IsEmpty) Call.Observer.Tile(batch, head, row0, rows, key, keys, weights, slopes, Stride, tile.Delta + place);
            if (KeepsSlopes || !TDropout.IsEmpty)
                for (int r = 0; r < rows; r++)
                    AfterObserver(
                        batch, head, row0 + r, key, columns, weights + r * Stride, slopes + r * Stride,
                        KeepsSlopes ? derivatives + r * Stride : null);

            new Span<float>(tile.QueryGradient, rows * Width).Clear();
            if (mixed && !AllFinite(ref tile, rows)) AddAllowed(tile, head, row0, rows, first, keys);
            else
            {
                for (int c = 0; c < ValueWidth; c += panelWidth)
                    RegisterTile.Multiply<TLane, TVector>(
                        keys, Math.Min(panelWidth, ValueWidth - c), rows, weights, 1, Stride, tile.Gradient + c, ValueWidth,
                        tile.ValueGradient + first * ValueWidth + c, ValueWidth, true);
                for (int c = 0; c < Width; c += panelWidth)
                {
                    int n = Math.Min(panelWidth, Width - c);
                    RegisterTile.Multiply<TLane, TVector>(
                        keys, n, rows, slopes, 1, Stride, tile.Queries + c, Width, tile.KeyGradient + first * Width + c, Width, true);
                    RegisterTile.Multiply<TLane, TVector>(
                        rows, n, keys, slopes, Stride, 1, tile.KeyRows + first * Width + c, Width, tile.QueryGradient + c, Width, true);
                }
            }
            for (int r = 0; r < rows; r++)
                AddScaled(tile.QueryGradient + r * Width, Call.QueryGradient.Row(batch, head, row0 + r), k.Width, Call.Inputs.Scale);
        }

        /// <summary>Q·Kᵀ and g·Vᵀ of the rows at hand, <paramref name="columns"/> of the tile's keys from <paramref name="first"/> on.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Scores(in Tile tile, int rows, int first, int columns)
        {
            int keyWidth = Call.Inputs.Keys.Width, valueWidth = Call.Inputs.Values.Width, panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
            for (int c = 0; c < columns; c += panelWidth)
            {
                RegisterTile.Multiply<TLane, TVector>(
                    rows, panelWidth, keyWidth, tile.Queries, Width, 1, tile.KeyColumns + (first + c) * keyWidth, panelWidth,
                    tile.Weights + c, Stride, false);
                RegisterTile.Multiply<TLane, TVector>(
                    rows, panelWidth, valueWidth, tile.Gradient, ValueWidth, 1, tile.ValueColumns + (first + c) * valueWidth, panelWidth,
                    tile.Slopes + c, Stride, false);
            }
        }

        /// <summary>Packs the tile's keys and values, and clears their gradients.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Pack(ref Tile tile)
        {
            PackColumns(tile, Call.Inputs.Keys, tile.KeyColumns);
            PackColumns(tile, Call.Inputs.Values, tile.ValueColumns);
            HeadView k = Call.Inputs.Keys;
            PanelPacking.Copy(k.Row(tile.Batch, tile.KeyHead, tile.Key0), k.RowStride, tile.Keys, k.Width, tile.KeyRows, Width);
            new Span<float>(tile.KeyGradient, tile.Keys * Width).Clear();
            new Span<float>(tile.ValueGradient, tile.Keys * ValueWidth).Clear();
            tile.Packed = true;
        }

        private static void PackColumns(in Tile tile, HeadView source, float* target)
            => AttentionTiles.PackPanels(
                source.Row(tile.Batch, tile.KeyHead, tile.Key0), source.RowStride, tile.Keys, source.Width, target,
                RegisterTile.PanelWidth<TLane, TVector>());

        /// <summary>Adds the tile's gradients to what the targets hold.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Write(in Tile tile)
        {
            // The queries carried scale (and 1/ln 2) into dSᵀ·Q; only the second factor is too much.
            float keyFactor = TScore.IsIdentity ? Exponential.Ln2 : 1f;
            for (int i = 0; i < tile.Keys; i++)
            {
                float* key = Call.KeyGradient.Row(tile.Batch, tile.KeyHead, tile.Key0 + i);
                float* value = Call.ValueGradient.Row(tile.Batch, tile.KeyHead, tile.Key0 + i);
                AddScaled(tile.KeyGradient + i * Width, key, Call.Inputs.Keys.Width, keyFactor);
                AddScaled(tile.ValueGradient + i * ValueWidth, value, Call.Inputs.Values.Width, 1f);
            }
        }

        /// <summary>Scaled queries and gradients of a block, zero-filled to whole registers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void LoadRows(in Tile tile, int head, int row0, int rows)
        {
            HeadView q = Call.Inputs.Queries, g = Call.OutputGradient;
            float factor = TScore.IsIdentity ? Call.Inputs.Scale * Exponential.Log2E : Call.Inputs.Scale;
            TVector factors = TLane.Splat(factor);
            for (int r = 0; r < rows; r++)
            {
                float* source = q.Row(tile.Batch, head, row0 + r), target = tile.Queries + r * Width;
                int d = 0;
                for (; d + TLane.Width <= q.Width; d += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(source + d), factors), target + d);
                for (; d < Width; d++) target[d] = d < q.Width ? source[d] * factor : 0f;
                PanelPacking.Copy(g.Row(tile.Batch, head, row0 + r), 0, 1, g.Width, tile.Gradient + r * ValueWidth, ValueWidth);
            }
        }

        /// <summary>Whether nothing in the tile or the rows at hand is NaN or ∞.</summary>
        private readonly bool AllFinite(ref Tile tile, int rows)
        {
            if (!tile.FiniteKnown)
                tile.Finite = Finite(Call.Inputs.Keys, tile) & Finite(Call.Inputs.Values, tile);
            tile.FiniteKnown = true;
            return tile.Finite
                && PanelPacking.AllFinite<TLane, TVector>(tile.Queries, Width, rows, Width)
                && PanelPacking.AllFinite<TLane, TVector>(tile.Gradient, ValueWidth, rows, ValueWidth);

            static bool Finite(HeadView view, in Tile tile)
                => PanelPacking.AllFinite<TLane, TVector>(view.Row(tile.Batch, tile.KeyHead, tile.Key0), view.RowStride, tile.Keys, view.Width);
        }

        /// <summary>
        /// δ of up to four rows. Each is one chain of fused products in the order of the register tile that makes g·v: where one key has the whole
        /// weight, o is its v and dP − δ is exactly 0. Four chains hide the time a chain waits for itself.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Deltas(int batch, int head, int row, int rows, float* delta)
        {
            HeadView output = Call.Output, gradient = Call.OutputGradient;
            // Rows that are not there repeat the last one.
            int last = rows - 1, r1 = Math.Min(1, last), r2 = Math.Min(2, last), r3 = Math.Min(3, last);
            float* o0 = output.Row(batch, head, row), o1 = output.Row(batch, head, row + r1);
            float* o2 = output.Row(batch, head, row + r2), o3 = output.Row(batch, head, row + r3);
            float* g0 = gradient.Row(batch, head, row), g1 = gradient.Row(batch, head, row + r1);
            float* g2 = gradient.Row(batch, head, row + r2), g3 = gradient.Row(batch, head, row + r3);
            float d0 = 0f, d1 = 0f, d2 = 0f, d3 = 0f;
            for (int d = 0; d < gradient.Width; d++)
            {
                d0 = Fused(g0[d], o0[d], d0);
                d1 = Fused(g1[d], o1[d], d1);
                d2 = Fused(g2[d], o2[d], d2);
                d3 = Fused(g3[d], o3[d], d3);
            }
            (delta[0], delta[r1], delta[r2], delta[r3]) = (d0, d1, d2, d3);
        }

        /// <summary>One lane of <see cref="ILane{TVector}.FusedMultiplyAdd"/>: the scalar width rounds twice.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Fused(float a, float b, float c) => TLane.Width == 1 ? a * b + c : MathF.FusedMultiplyAdd(a, b, c);

        /// <summary>One row of a tile: scores become weights, and g·v becomes dS.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Slopes(
            int batch, int head, int row, int key, int columns, bool mixed, float* weights, float* slopes, float* derivatives,
            float logSumExp2, float inverseSum, float delta)
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
            TVector shift = TLane.Splat(logSumExp2), inverse = TLane.Splat(inverseSum), d = TLane.Splat(delta);
            TVector log2E = TLane.Splat(Exponential.Log2E);
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
                for (int c = 0; c < columns; c += TLane.Width)
                    TLane.Store(TLane.Multiply(TLane.Load(slopes + c), TLane.Load(derivatives + c)), slopes + c);
            if (!TDropout.IsEmpty) AttentionTiles.Drop<TLane, TVector, TDropout>(Call.Dropout, batch, head, row, key, columns, weights);
        }

        /// <summary>The three gradient products pair by pair, where something is NaN or ∞ and a mask must keep it from its neighbours.</summary>
        private readonly void AddAllowed(in Tile tile, int head, int row0, int rows, int first, int keys)
        {
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < keys; c++)
                {
                    if (!Call.Mask.Allows(tile.Batch, head, row0 + r, tile.Key0 + first + c)) continue;
                    float a = tile.Weights[r * Stride + c], ds = tile.Slopes[r * Stride + c];
                    float* gradient = tile.Gradient + r * ValueWidth, valueGradient = tile.ValueGradient + (first + c) * ValueWidth;
                    for (int d = 0; d < ValueWidth; d++) valueGradient[d] += a * gradient[d];
                    float* query = tile.Queries + r * Width, queryGradient = tile.QueryGradient + r * Width;
                    float* key = tile.KeyRows + (first + c) * Width, keyGradient = tile.KeyGradient + (first + c) * Width;
                    for (int d = 0; d < Width; d++)
                    {
                        keyGradient[d] += ds * query[d];
                        queryGradient[d] += ds * key[d];
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
