using Heed.Autograd;
using Heed.Lens.Sites;
using Heed.Masks;
using Heed.Models;

namespace Heed.Lens.Interventions;

/// <summary>Other numbers at a site: in some rows and columns, all where left out.</summary>
/// <param name="site">Which.</param>
/// <param name="values">[rows, columns] from position <paramref name="rows"/>.Start on, or one row for all of them.</param>
/// <param name="rows">Positions.</param>
/// <param name="column">First column.</param>
/// <param name="columns">How many.</param>
/// <param name="name">What it does, for people.</param>
public sealed class ReplaceValues(string site, float[] values, KeyRange rows, int column, int columns, string name) : Intervention
{
    /// <inheritdoc/>
    public override string Name => name;

    private bool IsOneRow => values.Length == columns;

    /// <summary>A head's result is 0 everywhere.</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="attention">Which: <c>blocks.N.attn</c>.</param>
    /// <param name="head">Query head.</param>
    public static ReplaceValues ZeroHead(Blueprint blueprint, string attention, int head)
        => Head(blueprint, attention, head, new float[blueprint.HeadSize], $"{attention} head {head} set to 0");

    /// <summary>A head's result is the same everywhere: its mean over a reference set (<see cref="HeadMeans"/>).</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="attention">Which.</param>
    /// <param name="head">Query head.</param>
    /// <param name="mean">[D].</param>
    public static ReplaceValues MeanHead(Blueprint blueprint, string attention, int head, float[] mean)
        => Head(blueprint, attention, head, mean, $"{attention} head {head} set to its mean");

    /// <summary>A head's result is what it was for another text of the same length.</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="attention">Which.</param>
    /// <param name="head">Query head.</param>
    /// <param name="other">The other text's run, with the site <c>….z</c>.</param>
    public static ReplaceValues HeadOf(Blueprint blueprint, string attention, int head, Recording other)
    {
        AttentionNames.RequireHead(blueprint, attention, head);
        Tensor z = other[attention + ".z"];
        var columns = new float[z.Rows * blueprint.HeadSize];
        for (int r = 0; r < z.Rows; r++) z.Span.Slice(r * z.Columns + head * blueprint.HeadSize, blueprint.HeadSize).CopyTo(columns.AsSpan(r * blueprint.HeadSize));
        return new(attention + ".z", columns, new KeyRange(0, z.Rows), head * blueprint.HeadSize, blueprint.HeadSize, $"{attention} head {head} of the other text");
    }

    /// <summary>A site, or some rows of it, as it was in another run.</summary>
    /// <param name="site">Which.</param>
    /// <param name="other">The other run.</param>
    /// <param name="rows">Positions; all where left out.</param>
    public static ReplaceValues Patch(string site, Recording other, KeyRange? rows = null)
    {
        Tensor value = other[site];
        KeyRange chosen = rows ?? new KeyRange(0, value.Rows);
        if (chosen.Start < 0 || chosen.End > value.Rows)
            throw new HeedException($"{site}: expected rows from 0 to {value.Rows - 1}, as the other run has; got {chosen.Start} to {chosen.End - 1}.");
        float[] numbers = value.Span[(chosen.Start * value.Columns)..(Math.Max(chosen.Start, chosen.End) * value.Columns)].ToArray();
        return new(site, numbers, chosen, 0, value.Columns, $"{site} of the other text");
    }

    /// <summary>An attention keeps the weights it had in another run, whatever reaches it: queries and keys are that run's, values are not.</summary>
    /// <param name="attention">Which.</param>
    /// <param name="other">The other run, with the sites <c>….q</c> and <c>….k</c>; of the same length.</param>
    public static IReadOnlyList<ReplaceValues> FrozenPattern(string attention, Recording other)
        => [Patch(attention + ".q", other), Patch(attention + ".k", other)];

    /// <inheritdoc/>
    public override void Check(Blueprint blueprint)
    {
        Site place = SiteList.Matching(blueprint, [site])[0];
        if (column < 0 || columns < 1 || column > place.Width - columns)
            throw new HeedException($"{site}: expected columns from 0 to {place.Width - 1}; got {column} to {column + columns - 1}.");
        if (rows.Start < 0 || rows.End < rows.Start) throw new HeedException($"{site}: expected rows from 0 on; got {rows.Start} to {rows.End - 1}.");
        if (!IsOneRow && values.Length != (long)(rows.End - rows.Start) * columns)
            throw new HeedException($"{site}: expected {columns} numbers for each of {rows.End - rows.Start} rows, or one row; got {values.Length}.");
    }

    /// <inheritdoc/>
    public override Tensor Visit(Tape tape, string at, Tensor value, int firstRow)
    {
        if (at != site) return value;
        KeyRange here = rows.Intersect(new KeyRange(firstRow, firstRow + value.Rows));
        if (rows.End > firstRow + value.Rows && rows.End != int.MaxValue)
            throw new HeedException($"{site}: expected rows from 0 to {firstRow + value.Rows - 1}; got {rows.Start} to {rows.End - 1}.");
        if (here.IsEmpty) return value;
        int count = here.End - here.Start;
        ReadOnlySpan<float> numbers = IsOneRow ? Repeated(count) : values.AsSpan((here.Start - rows.Start) * columns, count * columns);
        return Operations.Replace(tape, value, here.Start - firstRow, column, count, columns, numbers);
    }

    private static ReplaceValues Head(Blueprint blueprint, string attention, int head, float[] row, string name)
    {
        AttentionNames.Require(blueprint, attention);
        AttentionNames.RequireHead(blueprint, attention, head);
        if (row.Length != blueprint.HeadSize) throw new HeedException($"{attention} head {head}: expected {blueprint.HeadSize} numbers; got {row.Length}.");
        return new(attention + ".z", row, new KeyRange(0, int.MaxValue), head * blueprint.HeadSize, blueprint.HeadSize, name);
    }

    private float[] Repeated(int count)
    {
        var all = new float[count * columns];
        for (int r = 0; r < count; r++) values.CopyTo(all, r * columns);
        return all;
    }
}
