using Heed.Autograd;
using Heed.Cache;
using Heed.Masks;
using Heed.Scores;

namespace Heed.Tests.Cache;

/// <summary>What a dense cache gives beside decoding: its rows in place, copies of rows, and attention on a tape.</summary>
public unsafe class DenseCacheTests
{
    private static readonly CacheShape s_shape = new(2, 3, 20, 12);

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void View_OfACache_IsReadByTheForwardPass(ElementType element)
    {
        using DenseCache cache = Filled(element, 37);
        (HeadView keys, HeadView values) = cache.View(37);
        float[] q = Draw(9, 2 * 6 * 5 * 20), whole = new float[2 * 6 * 5 * 12], steps = new float[whole.Length];
        fixed (float* qp = q, wp = whole, sp = steps)
        {
            HeadView queries = HeadView.Contiguous(qp, 2, 6, 5, 20);
            Heed.Attention.Forward(
                new AttentionInputs(queries, keys, values), HeadView.Contiguous(wp, 2, 6, 5, 12), null, Causal.BottomRight(5, 37), default(PlainScore), default(Observers.NoObserver));
            CachedAttention.Forward(queries, cache, HeadView.Contiguous(sp, 2, 6, 5, 12), null);
        }
        for (int i = 0; i < whole.Length; i++) Assert.Equal(whole[i], steps[i], 1e-5);
    }

    [Fact]
    public void View_LongerThanARow_IsRefused()
    {
        using DenseCache cache = Filled(ElementType.Float32, 5);
        cache.Truncate(1, 3);
        Assert.Contains("expected 0 … 3", Assert.Throws<ArgumentOutOfRangeException>(() => cache.View(4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.View(-1));
        cache.Dispose();
        Assert.Throws<ObjectDisposedException>(() => cache.View(1));
    }

    [Fact]
    public void Append_RowOfAnotherCache_CopiesItsBits()
    {
        using DenseCache source = Filled(ElementType.BFloat16, 9);
        using var target = new DenseCache(s_shape with { Batch = 3 }, 9, isFixed: true, ElementType.BFloat16);
        target.Append(2, source, 1, 7);
        Assert.Equal((0, 0, 7), (target.Length(0), target.Length(1), target.Length(2)));
        source.Truncate(0, 7);
        source.Truncate(1, 7);
        float[] q = Draw(3, 3 * 20), a = new float[3 * 3 * 12], b = new float[2 * 3 * 12], wide = new float[3 * 3 * 20], two = new float[2 * 3 * 20];
        for (int row = 0; row < 3; row++) q.CopyTo(wide, row * 60);
        for (int row = 0; row < 2; row++) q.CopyTo(two, row * 60);
        CachedAttention.Forward(wide, target, a, [], 3, 1);
        CachedAttention.Forward(two, source, b, [], 3, 1);
        Assert.Equal(b[36..], a[72..]);
        Assert.Contains("expected 0 … 7", Assert.Throws<ArgumentOutOfRangeException>(() => target.Append(0, source, 1, 8)).Message);
        Assert.Throws<InvalidOperationException>(() => target.Append(2, source, 1, 5));
        using var other = new DenseCache(s_shape, 9);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => target.Append(0, other, 0, 0)).Message);
    }

    [Fact]
    public void Attention_OnATape_IsThatOfTheCache()
    {
        using DenseCache cache = Filled(ElementType.Float32, 11);
        using var q = new Tensor([2, 6 * 20], "q");
        Draw(5, q.Count).CopyTo(q.Span);
        using var tape = new Tape(recording: false);
        var expected = new float[2 * 6 * 12];
        CachedAttention.Forward(q.Span, cache, expected, [], 6, 1, default(Bidirectional), new SoftCap(3), left: 4, scale: 0.3f);
        Tensor output = Operations.Attention(tape, new HeadSlice(q, 0, 6, 20), cache, default(Bidirectional), new SoftCap(3), left: 4, scale: 0.3f);
        Assert.Equal(expected, output.Span.ToArray());
        using var recording = new Tape(recording: true);
        Assert.Throws<InvalidOperationException>(
            () => Operations.Attention(recording, new HeadSlice(q, 0, 6, 20), cache, default(Bidirectional), default(PlainScore)));
    }

    private static DenseCache Filled(ElementType element, int count)
    {
        var cache = new DenseCache(s_shape, count, isFixed: true, element);
        cache.Append(Draw(1, 2 * 3 * count * 20), Draw(2, 2 * 3 * count * 12), count);
        return cache;
    }

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
