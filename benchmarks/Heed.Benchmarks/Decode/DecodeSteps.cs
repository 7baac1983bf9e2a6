using Heed.Cache;

namespace Heed.Benchmarks;

/// <summary>Decoding steps on filled caches, used in turn as a model's layers use theirs: together they are larger than the machine's own caches.</summary>
internal sealed class DecodeSteps : IDisposable
{
    private const long LeastBytes = 256 << 20;
    private const int MostCaches = 64;
    private const int Sinks = 4;
    private const int PagePositions = 64;
    private readonly DecodeShape _shape;
    private readonly AlignedFloats _q, _output;
    private readonly List<AttentionCache> _caches = [];
    private readonly List<PagePool> _pools = [];
    private int _next;

    /// <summary>Draws queries, keys and values and fills the caches.</summary>
    public DecodeSteps(DecodeShape shape, DecodeLayout layout)
    {
        _shape = shape;
        int queryFloats = shape.Heads * shape.Queries * shape.Width;
        (_q, _output) = (new(queryFloats), new(queryFloats));
        var draws = new UniformDraws(ForwardCall.Seed);
        draws.Fill(_q.Span);
        using AlignedFloats k = new(shape.Floats(shape.Keys)), v = new(shape.Floats(shape.Keys));
        draws.Fill(k.Span);
        draws.Fill(v.Span);
        int bytesFor32 = layout switch
        {
            DecodeLayout.Int8 => 36,
            DecodeLayout.BFloat16 or DecodeLayout.Float16 => 32 * sizeof(ushort),
            _ => 32 * sizeof(float),
        };
        BytesAStep = 2L * shape.Floats(shape.Keys) * bytesFor32 / 32;
        long count = Math.Clamp((LeastBytes + BytesAStep - 1) / BytesAStep, 1, MostCaches);
        for (int i = 0; i < count; i++)
        {
            AttentionCache cache = Make(layout);
            _caches.Add(cache);
            if (layout == DecodeLayout.Rolling) cache.Append(k.Span, v.Span, shape.Keys); // twice: the ring has then gone round
            cache.Append(k.Span, v.Span, shape.Keys);
        }
    }

    /// <summary>Bytes of keys and values that a step reads.</summary>
    public long BytesAStep { get; }

    /// <summary>One step, on the cache that was used longest ago.</summary>
    public void Run()
    {
        CachedAttention.Forward(_q.Span, _caches[_next], _output.Span, [], _shape.Heads, _shape.Queries);
        _next = (_next + 1) % _caches.Count;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (AttentionCache cache in _caches) cache.Dispose();
        foreach (PagePool pool in _pools) pool.Dispose();
        _q.Dispose();
        _output.Dispose();
    }

    private AttentionCache Make(DecodeLayout layout)
    {
        var shape = new CacheShape(1, _shape.KeyHeads, _shape.Width);
        switch (layout)
        {
            case DecodeLayout.Dense: return new DenseCache(shape, _shape.Keys);
            case DecodeLayout.Rolling: return new RollingCache(shape, Sinks, _shape.Keys - Sinks, _shape.Queries);
            case DecodeLayout.Int8: return new Int8Cache(shape, _shape.Keys);
            case DecodeLayout.BFloat16: return new DenseCache(shape, _shape.Keys, element: ElementType.BFloat16);
            case DecodeLayout.Float16: return new DenseCache(shape, _shape.Keys, element: ElementType.Float16);
            default:
                var pool = new PagePool(_shape.KeyHeads, _shape.Width, _shape.Width, PagePositions, _shape.Keys / PagePositions);
                _pools.Add(pool);
                return new PagedCache(pool, 1);
        }
    }
}
