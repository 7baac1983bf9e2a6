using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Lens.Maps;

/// <summary>
/// The attention of all heads of one layer over one text, at any length: queries, keys and the log-sum-exp of every row are kept, and any weight is computed
/// when someone looks, A_ij = exp(s_ij − LSE_i).
/// </summary>
/// <remarks>
/// <para><b>Memory.</b> 4·(Hq·Tq·D + Hkv·Tk·D + 5·Hq·Tq) bytes, linear in the length; never Tq × Tk numbers.</para>
/// <para><b>Precision.</b> float32, as the forward pass. Where scores reach the thousands float32 rounds them and their log-sum-exp to about 1e-4, and a row's
/// weights are off by as large a share.</para>
/// <para><b>Threads.</b> All members may be called from several threads at once, <see cref="Dispose"/> too: what runs then comes to its end.</para>
/// </remarks>
public abstract partial class AttentionMap : IDisposable
{
    /// <summary>Queries, and keys, of a tile of exact weights; cells of a coarse one.</summary>
    public const int TileSide = 256;

    private readonly MapNumbers _numbers;

    /// <summary>Takes over what is kept.</summary>
    private protected AttentionMap(MapNumbers numbers) => _numbers = numbers;

    /// <summary>Runs an attention and keeps its map.</summary>
    /// <param name="inputs">Queries, keys and values of one text (B = 1), scale and sinks; copied.</param>
    /// <param name="output">[1, Hq, Tq, Dv], written: the forward pass is run once for both.</param>
    /// <param name="mask">Which pairs are allowed. What it refers to must outlive the map, unchanged.</param>
    /// <param name="score">The change to the scores. What it refers to must outlive the map, unchanged: <see cref="AdditiveBias"/> reads its bias in
    /// place.</param>
    /// <param name="storage">Where the numbers are kept and how many; null for memory and the usual budget.</param>
    /// <param name="site">What the attention is called.</param>
    /// <param name="layer">Its layer.</param>
    /// <exception cref="HeedException">There is not one text, the budget is too small, there is no room, or weights are no numbers.</exception>
    /// <exception cref="ArgumentException">A shape is off, or mask or score were made for other sizes.</exception>
    public static AttentionMap Of<TMask, TScore>(
        in AttentionInputs inputs, HeadView output, TMask mask, TScore score, MapStorage? storage = null, string site = "attention", int layer = 0)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        (HeadView q, HeadView k) = (inputs.Queries, inputs.Keys);
        if (q.Batch != 1) throw new HeedException($"attention map: expected one text; got a batch of {q.Batch}. Take them one after the other.");
        var plan = new MapPlan(site, layer, q.Heads, k.Heads, q.Length, k.Length, q.Width);
        storage ??= new MapStorage();
        storage.Check([plan]);
        return Keep(plan, new MapMemory(plan.Floats, storage), inputs, output, mask, score);
    }

    /// <summary>The same into memory that is there; given back where it fails.</summary>
    internal static AttentionMap Keep<TMask, TScore>(
        MapPlan plan, MapMemory memory, in AttentionInputs inputs, HeadView output, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        var numbers = new MapNumbers(plan, memory, inputs.Scale);
        try
        {
            numbers.Run(inputs, output, mask, score);
            return new MaskedMap<TMask, TScore>(numbers, mask, score);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Which attention: <c>blocks.3.attn</c>.</summary>
    public string Site => _numbers.Plan.Site;

    /// <summary>Its layer.</summary>
    public int Layer => _numbers.Plan.Layer;

    /// <summary>Hq.</summary>
    public int Heads => _numbers.Plan.Heads;

    /// <summary>Tq.</summary>
    public int QueryCount => _numbers.Plan.QueryCount;

    /// <summary>Tk.</summary>
    public int KeyCount => _numbers.Plan.KeyCount;

    /// <summary>Bytes that are kept.</summary>
    public long Bytes => _numbers.Plan.Bytes;

    /// <summary>The mask's name, such as <c>window(127, 0)</c>.</summary>
    public abstract string MaskName { get; }

    /// <summary>The name of the change to the scores.</summary>
    public abstract string ScoreName { get; }

    /// <summary>Levels of the pyramid: at the last one tile holds the whole plane.</summary>
    public int Levels
    {
        get
        {
            int levels = 1;
            while ((long)TileSide << (levels - 1) < Math.Max(QueryCount, KeyCount)) levels++;
            return levels;
        }
    }

    /// <summary>Exact weights of a rectangle, cut off where the plane ends.</summary>
    /// <param name="head">Query head.</param>
    /// <param name="firstRow">First query; any.</param>
    /// <param name="firstKey">First key; any.</param>
    /// <param name="rows">Queries, at most 256.</param>
    /// <param name="keys">Keys, at most 256.</param>
    /// <exception cref="HeedException">Head, row or key are outside, or the tile is too large.</exception>
    public WeightTile Tile(int head, int firstRow, int firstKey, int rows = TileSide, int keys = TileSide)
    {
        Require("head", head, Heads);
        Require("first row", firstRow, QueryCount);
        Require("first key", firstKey, KeyCount);
        if (rows is < 1 or > TileSide || keys is < 1 or > TileSide)
            throw new HeedException($"tile of {Site}: expected 1 … {TileSide} queries and keys; got {rows} × {keys}. Coarser tiles show more: Cells.");
        KeyRange i = new(firstRow, (int)Math.Min(QueryCount, (long)firstRow + rows)), j = new(firstKey, (int)Math.Min(KeyCount, (long)firstKey + keys));
        var weights = new float[(i.End - i.Start) * (j.End - j.Start)];
        Visit(head, i, j, weights);
        return new(head, firstRow, firstKey, i.End - i.Start, j.End - j.Start, weights);
    }

    /// <summary>A tile of 256 × 256 cells, each the largest weight and the mean of 2ⁿ × 2ⁿ queries and keys, cut off where the plane ends.</summary>
    /// <param name="head">Query head.</param>
    /// <param name="level">n, below <see cref="Levels"/>.</param>
    /// <param name="tileRow">Which tile from top to bottom: it begins at query 256·2ⁿ·tileRow.</param>
    /// <param name="tileColumn">Which tile from left to right.</param>
    /// <exception cref="HeedException">Head, level or tile are outside.</exception>
    public CellTile Cells(int head, int level, int tileRow = 0, int tileColumn = 0)
    {
        RequireHead(head);
        (KeyRange rows, KeyRange keys) = RangesOf(level, tileRow, tileColumn);
        return Reduce(head, level, rows, keys);
    }

    /// <summary>Queries and keys of a tile of cells.</summary>
    /// <exception cref="HeedException">Level or tile are outside.</exception>
    internal (KeyRange Rows, KeyRange Keys) RangesOf(int level, int tileRow, int tileColumn)
    {
        Require("level", level, Levels);
        long step = (long)TileSide << level;
        Require($"tile row of level {level}", tileRow, Count(QueryCount));
        Require($"tile column of level {level}", tileColumn, Count(KeyCount));
        return (Range(tileRow, QueryCount), Range(tileColumn, KeyCount));

        int Count(int length) => (int)((length + step - 1) / step);
        KeyRange Range(int index, int length) => new((int)(index * step), (int)Math.Min(length, (index + 1) * step));
    }

    /// <summary>Refuses a head that is not there.</summary>
    /// <exception cref="HeedException">It is outside.</exception>
    internal void RequireHead(int head) => Require("head", head, Heads);

    /// <summary>The whole plane of one head in one tile: the last level.</summary>
    /// <param name="head">Query head.</param>
    /// <exception cref="HeedException">The head is outside, or there are no queries or keys.</exception>
    public CellTile Overview(int head) => Cells(head, Levels - 1);

    /// <summary>Gives the memory back and deletes the file; what still computes comes to its end first.</summary>
    public void Dispose()
    {
        _numbers.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes exact weights, [rows, keys], over zeros.</summary>
    private protected abstract void Visit(int head, KeyRange rows, KeyRange keys, float[] weights);

    /// <summary>Reduces a rectangle to cells.</summary>
    private protected abstract CellTile Reduce(int head, int level, KeyRange rows, KeyRange keys);

    /// <summary>What is kept.</summary>
    private protected MapNumbers Numbers => _numbers;

    private void Require(string what, int value, int count)
    {
        if ((uint)value >= (uint)count)
            throw new HeedException($"map of {Site}: expected a {what} of {(count == 0 ? "nothing: there is none" : $"0 … {count - 1}")}; got {value}.");
    }
}
