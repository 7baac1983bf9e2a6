using Heed.Masks;

namespace Heed.Lens.Maps;

/// <content>One query over all keys, and one key over all queries.</content>
public abstract partial class AttentionMap
{
    /// <summary>A_ij of one query i over every key j: what it attends to. Sums to 1, or to less where a sink without a value takes its share.</summary>
    /// <param name="head">Query head.</param>
    /// <param name="query">i.</param>
    /// <returns>[Tk]; 0 where masked.</returns>
    /// <exception cref="HeedException">Head or query are outside.</exception>
    public float[] Row(int head, int query)
    {
        Require("head", head, Heads);
        Require("query", query, QueryCount);
        var weights = new float[KeyCount];
        Visit(head, new KeyRange(query, query + 1), new KeyRange(0, KeyCount), weights);
        return weights;
    }

    /// <summary>A_ij of every query i to one key j: who attends to it.</summary>
    /// <param name="head">Query head.</param>
    /// <param name="key">j.</param>
    /// <returns>[Tq]; 0 where masked.</returns>
    /// <exception cref="HeedException">Head or key are outside.</exception>
    public float[] Column(int head, int key)
    {
        Require("head", head, Heads);
        Require("key", key, KeyCount);
        var weights = new float[QueryCount];
        Visit(head, new KeyRange(0, QueryCount), new KeyRange(key, key + 1), weights);
        return weights;
    }
}
