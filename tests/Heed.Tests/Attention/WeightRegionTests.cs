using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Tests.Attention;

/// <summary>Rectangles of the weights, and their cells, against the visit of everything; at every vector width.</summary>
public unsafe class WeightRegionTests
{
    private const int Batch = 2, Heads = 4, Queries = 333, Keys = 700;
    private static readonly AttentionShape s_shape = new(Batch, Heads, 2, Queries, Keys, 20, 5);
    private static readonly int s_offset = Keys - Queries;

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [MemberData(nameof(Widths))]
    public void VisitWeights_Region_ShowsTheBitsOfTheWholeVisit(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        Check(default(Bidirectional), default(PlainScore));
        Check(new Causal(s_offset), new SoftCap(3));
        Check(new SlidingWindow(90, 0, s_offset), new Alibi([0.5f, 0.25f, 0.1f, 0f], s_offset));
        Check(Padding.Right([Keys, 411]).And(new Causal(s_offset)), default(PlainScore));

        static void Check<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore
        {
            var call = new Call<TMask, TScore>(mask, score);
            var random = new Random(3);
            for (int i = 0; i < 12; i++)
            {
                (KeyRange rows, KeyRange keys) = (Some(random, Queries), Some(random, Keys));
                (int batch, int head) = (random.Next(Batch), random.Next(Heads));
                float[] all = new float[Queries * Keys], part = new float[(rows.End - rows.Start) * (keys.End - keys.Start)];
                call.Window(batch, head, new(0, Queries), new(0, Keys), all, null);
                call.Window(batch, head, rows, keys, part, new WeightRegion(batch, head, rows, keys) { BandRows = random.Next(1, 200) });
                for (int row = rows.Start; row < rows.End; row++)
                    Assert.Equal(
                        all.AsSpan(row * Keys + keys.Start, keys.End - keys.Start),
                        part.AsSpan((row - rows.Start) * (keys.End - keys.Start), keys.End - keys.Start));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void WeightCells_EqualReductionsOfTheWeights(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        Check(default(Bidirectional));
        Check(new Causal(s_offset));
        Check(new SlidingWindow(90, 0, s_offset).And(new Strided(3).Not()));
        Check(Padding.Right([Keys, 411]));
        Check(new FirstKeys(0));

        static void Check<TMask>(TMask mask) where TMask : struct, IMask
        {
            var call = new Call<TMask, PlainScore>(mask, default);
            float[] all = new float[Queries * Keys];
            call.Window(1, 2, new(0, Queries), new(0, Keys), all, null);
            for (int level = 0; level <= 11; level++)
            {
                int side = 1 << level, step = Math.Max(side, 64);
                foreach ((KeyRange rows, KeyRange keys) in ((KeyRange, KeyRange)[])
                    [(new(0, Queries), new(0, Keys)), (new(64 / side * side, Queries), new(128 / step * step, 640)), (new(0, 0), new(0, Keys))])
                {
                    var cells = new WeightCells<TMask>(mask, new WeightRegion(1, 2, rows, keys), level);
                    call.Visit(cells, cells.Region);
                    Equal(mask, all, cells, rows, keys, side);
                }
            }
        }
    }

    [Fact]
    public void WeightCells_VisitedWithoutTheirRegion_SayTheSame()
    {
        var call = new Call<Causal, PlainScore>(new Causal(s_offset), default);
        var alone = new WeightCells<Causal>(call.Mask, new WeightRegion(1, 3, new(32, 320), new(64, 576)), 4);
        var among = new WeightCells<Causal>(call.Mask, alone.Region, 4);
        call.Visit(alone, alone.Region);
        call.Visit(among, null);
        Assert.Equal(alone.Largest, among.Largest);
        Assert.Equal(alone.Allowed, among.Allowed);
        for (int cell = 0; cell < alone.Sums.Length; cell++) Assert.Equal(alone.Sums[cell], among.Sums[cell], 1e-5 * alone.Sums[cell]);
    }

    [Fact]
    public void WeightCells_AnyThreadCount_SameBits()
    {
        var call = new Call<Causal, PlainScore>(new Causal(s_offset), default);
        var several = new WeightCells<Causal>(call.Mask, new WeightRegion(0, 0, new(0, Queries), new(0, Keys)), 3);
        call.Visit(several, several.Region with { BandRows = 64 });
        var one = new WeightCells<Causal>(call.Mask, several.Region, 3);
        int threads = Heed.Numerics.Workers.Count;
        try
        {
            Heed.Numerics.Workers.Count = 1;
            call.Visit(one, several.Region with { BandRows = 64 });
        }
        finally
        {
            Heed.Numerics.Workers.Count = threads;
        }
        Assert.Equal(several.Sums, one.Sums);
        Assert.Equal(several.Largest, one.Largest);
    }

    [Fact]
    public void VisitWeights_WeightsThatAreNoNumbers_StayInTheirCells()
    {
        var call = new Call<Bidirectional, PlainScore>(default, default, poisonedRow: 40);
        var cells = new WeightCells<Bidirectional>(default, new WeightRegion(0, 0, new(0, Queries), new(0, Keys)), 5);
        call.Visit(cells, cells.Region);
        for (int cell = 0; cell < cells.Sums.Length; cell++) Assert.Equal(cell / cells.Columns == 1, double.IsNaN(cells.Sums[cell]));
    }

    [Fact]
    public void VisitWeights_RegionOutside_Refused()
    {
        var call = new Call<Bidirectional, PlainScore>(default, default);
        foreach (WeightRegion region in (WeightRegion[])
            [new(0, 4, new(0, 1), new(0, 1)), new(2, 0, new(0, 1), new(0, 1)), new(0, 0, new(0, Queries + 1), new(0, 1)), new(0, 0, new(0, 1), new(-1, 1)),
                new(0, 0, new(3, 2), new(0, 1)), new(0, 0, new(0, 1), new(0, 1)) { BandRows = 0 }])
            Assert.Contains("region: expected", Assert.Throws<ArgumentException>(() => call.Visit(default(WeightCells<Bidirectional>), region)).Message);
    }

    [Theory]
    [InlineData(23, 0, 0, 0, "level: expected 0 … 22; got 23")]
    [InlineData(-1, 0, 0, 0, "level: expected 0 … 22; got -1")]
    [InlineData(3, 4, 0, 64, "multiple of 8")]
    [InlineData(3, 8, 8, 64, "first key of 64")]
    [InlineData(3, 8, 64, 130, "ends at a multiple of 64 keys")]
    public void WeightCells_RegionOffTheGrid_Refused(int level, int firstRow, int firstKey, int endKey, string message)
    {
        var call = new Call<Bidirectional, PlainScore>(default, default);
        var region = new WeightRegion(0, 0, new(firstRow, Queries), new(firstKey, endKey));
        Assert.Contains(message, Assert.Throws<ArgumentException>(() =>
        {
            var cells = new WeightCells<Bidirectional>(default, region, level);
            call.Visit(cells, cells.Region);
        }).Message);
    }

    private static void Equal<TMask>(TMask mask, float[] all, WeightCells<TMask> cells, KeyRange rows, KeyRange keys, int side) where TMask : struct, IMask
    {
        Assert.Equal(((rows.End - rows.Start + side - 1) / side, (keys.End - keys.Start + side - 1) / side), (cells.Rows, cells.Columns));
        for (int r = 0; r < cells.Rows; r++)
            for (int c = 0; c < cells.Columns; c++)
            {
                (float largest, double sum, long allowed) = (0, 0, 0);
                for (int row = rows.Start + r * side; row < Math.Min(rows.End, rows.Start + (r + 1) * side); row++)
                    for (int key = keys.Start + c * side; key < Math.Min(keys.End, keys.Start + (c + 1) * side); key++)
                    {
                        (largest, sum) = (Math.Max(largest, all[row * Keys + key]), sum + all[row * Keys + key]);
                        if (mask.Allows(1, 2, row, key)) allowed++;
                    }
                int cell = r * cells.Columns + c;
                Assert.Equal(largest, cells.Largest[cell]);
                Assert.Equal(allowed, cells.Allowed[cell]);
                // Sums of at most 24 rows and 64 columns in float32, each term at most 87 additions deep; those are added in double.
                Assert.Equal(sum, cells.Sums[cell], sum * 87 * Math.Pow(2, -24) + double.Epsilon);
            }
    }

    private static KeyRange Some(Random random, int count)
    {
        int first = random.Next(count);
        return new(first, random.Next(first, count) + 1);
    }

    /// <summary>A call whose forward pass is done.</summary>
    private sealed class Call<TMask, TScore> where TMask : struct, IMask where TScore : struct, IScore
    {
        private readonly AttentionCase<TMask> _test;
        private readonly float[] _logSumExp = new float[Batch * Heads * Queries];
        private readonly TScore _score;

        public Call(TMask mask, TScore score, int? poisonedRow = null)
        {
            (_test, _score, Mask) = (new AttentionCase<TMask>(s_shape, mask, seed: 23, spread: 2f), score, mask);
            if (poisonedRow is { } row) _test.Q[row * s_shape.Width] = float.NaN;
            var output = new float[_test.G.Length];
            fixed (float* o = output) Forward((nint)o);
        }

        public TMask Mask { get; }

        public void Window(int batch, int head, KeyRange rows, KeyRange keys, float[] weights, WeightRegion? region)
        {
            fixed (float* w = weights) Visit(new WeightWindow(batch, head, rows, keys, w), region);
        }

        public void Visit<TVisitor>(TVisitor visitor, WeightRegion? region) where TVisitor : struct, IWeightVisitor
        {
            fixed (float* q = _test.Q, k = _test.K, v = _test.V, l = _logSumExp)
            {
                var inputs = new AttentionInputs(s_shape.Queries(q), s_shape.Keys(k), s_shape.Values(v), _test.Scale);
                if (region is { } some) Heed.Attention.VisitWeights(inputs, l, Mask, _score, visitor, some);
                else Heed.Attention.VisitWeights(inputs, l, Mask, _score, visitor);
            }
        }

        private void Forward(nint output)
        {
            fixed (float* q = _test.Q, k = _test.K, v = _test.V, l = _logSumExp)
                Heed.Attention.Forward(
                    new AttentionInputs(s_shape.Queries(q), s_shape.Keys(k), s_shape.Values(v), _test.Scale), s_shape.Output((float*)output), l, Mask, _score,
                    default(NoObserver));
        }
    }
}
