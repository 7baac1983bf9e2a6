using Heed.Cache;

namespace Heed.Tests.Cache;

/// <summary>A filled cache of a kind by name, with its pool if it has one.</summary>
internal sealed class MadeCache : IDisposable
{
    private readonly PagePool? _pool;

    public MadeCache(DecodeCase test, string kind, int spare = 0)
    {
        _pool = kind == "paged" ? test.Pool(spare) : null;
        Cache = kind switch
        {
            "dense" => test.Dense(),
            "rolling" => test.Rolling(),
            "paged" => test.Paged(_pool!),
            "float16" => test.Dense(ElementType.Float16),
            "bfloat16" => test.Dense(ElementType.BFloat16),
            _ => test.Int8(),
        };
    }

    public AttentionCache Cache { get; }

    public void Dispose()
    {
        Cache.Dispose();
        _pool?.Dispose();
    }
}
