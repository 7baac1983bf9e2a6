using System.Numerics;

namespace Heed.Positions;

/// <summary>
/// The angles of rotary position embeddings (Su et al. 2021): position p turns pair i of a head's first d numbers by p·f_i, with
/// f_i = θ^(−2i/d) unless a scaling changes it. Cosines and sines are kept for the positions seen so far.
/// </summary>
/// <remarks>
/// Angles are computed in double and rounded once, whichever way a position is reached: a table that grew has the bits of one made at once.
/// <para>
/// Memory: what is kept grows to at most twice the highest position asked for, and only when that is no further than
/// 8 times as many rows as the
/// call has positions, or twice what is kept; angles of positions further out are computed for the call alone. So
/// a far position costs its own
/// row and nothing between.
/// </para>
/// <para>Safe to use from several threads at once.</para>
/// </remarks>
public sealed class RotaryTable
{
    private const int SmallestCapacity = 64;
    private readonly double[] _plain;
    private readonly Lock _growing = new();
    private Kept? _kept;

    /// <summary>Makes a table.</summary>
    /// <param name="width">d, how many numbers of a head turn: even, at least 2. The head may be longer; the rest passes through.</param>
    /// <param name="theta">θ, the base of the frequencies.</param>
    /// <param name="scaling">The change to the frequencies; none where left out.</param>
    /// <param name="layout">Which two numbers turn together.</param>
    /// <exception cref="ArgumentException">The width is odd or below 2, θ is not a finite number above 0, or the
    /// scaling does not fit.</exception>
    public RotaryTable(int width, double theta = 10000, IRotaryScaling? scaling = null, RotaryLayout layout = RotaryLayout.HalfSplit)
    {
        CheckWidth(width, layout);
        (Width, Theta, Scaling, Layout) = (width, Argument.Positive(theta, nameof(theta)), scaling ?? new NoScaling(), layout);
        _plain = new double[width / 2];
        for (int i = 0; i < _plain.Length; i++) _plain[i] = Math.Pow(theta, -2.0 * i / width);
        Argument.Positive(Scaling.AttentionFactor, nameof(scaling));
        _ = InverseFrequencies(1); // a scaling that does not fit says so here
    }

    /// <summary>d: how many numbers of a head turn.</summary>
    public int Width { get; }

    /// <summary>θ.</summary>
    public double Theta { get; }

    /// <summary>The change to the frequencies.</summary>
    public IRotaryScaling Scaling { get; }

    /// <summary>Which two numbers turn together.</summary>
    public RotaryLayout Layout { get; }

    /// <summary>The angle per position of each pair, scaled: [d/2].</summary>
    /// <param name="length">Positions in the sequence, on which some scalings depend.</param>
    /// <exception cref="ArgumentException"><paramref name="length"/> is below 1.</exception>
    public double[] InverseFrequencies(int length)
    {
        Argument.AtLeast(1, length, nameof(length));
        double[] frequencies = [.. _plain];
        Scaling.Scale(frequencies, Theta, length);
        return frequencies;
    }

    /// <summary>Angles of the positions <paramref name="offset"/> … + <paramref name="count"/> − 1, the same for every batch row.</summary>
    /// <param name="offset">The first position, at least 0.</param>
    /// <param name="count">T.</param>
    /// <param name="sequenceLength">Positions in the sequence, for scalings that depend on it; up to the last
    /// position where left out.</param>
    /// <exception cref="ArgumentException">A number is negative or too large, or the sequence ends before the last position.</exception>
    public RotaryAngles At(int offset, int count, int? sequenceLength = null)
    {
        if (offset < 0 || count < 0 || (long)offset + count > int.MaxValue)
        {
            throw new ArgumentException(
                $"offset, count: expected two numbers ≥ 0 whose sum is at most {int.MaxValue}; got {offset} and {count}.", nameof(offset));
        }
        int length = Length(sequenceLength, offset + count);
        if (Reach(length, offset + count, count) is { } rows) return new RotaryAngles(rows, offset, count);
        var positions = new int[count];
        for (int i = 0; i < count; i++) positions[i] = offset + i;
        return new RotaryAngles(Alone(length, positions), 0, count);
    }

    /// <summary>Angles of positions given one by one.</summary>
    /// <param name="positions">[B, T], each at least 0.</param>
    /// <param name="batch">B, at least 1.</param>
    /// <param name="sequenceLength">Positions in the sequence, for scalings that depend on it; up to the highest
    /// position where left out.</param>
    /// <exception cref="ArgumentException">
    /// A position is negative or too large, the number of positions is no multiple of B, or the sequence ends before the highest position.
    /// </exception>
    public RotaryAngles At(ReadOnlySpan<int> positions, int batch, int? sequenceLength = null)
    {
        CheckBatch(positions.Length, batch, nameof(positions));
        int highest = -1;
        foreach (int position in positions)
        {
            if (position is < 0 or int.MaxValue)
                throw new ArgumentException(
                    $"positions: expected numbers from 0 to {int.MaxValue - 1}; got {position}.", nameof(positions));
            highest = Math.Max(highest, position);
        }
        int[] index = positions.ToArray();
        int length = Length(sequenceLength, highest + 1);
        if (Reach(length, highest + 1, index.Length) is { } rows) return new RotaryAngles(rows, index, batch, index.Length / batch);
        rows = Alone(length, index);
        return new RotaryAngles(rows, [.. Enumerable.Range(0, index.Length)], batch, index.Length / batch);
    }

    internal static void CheckWidth(int width, RotaryLayout layout)
    {
        if (width < 2 || width % 2 != 0)
            throw new ArgumentException($"width: expected an even number from 2 on; got {width}.", nameof(width));
        if (layout is not (RotaryLayout.HalfSplit or RotaryLayout.Interleaved))
            throw new ArgumentException($"layout: expected a known layout; got {layout}.", nameof(layout));
    }

    internal static void CheckBatch(int positions, int batch, string name)
    {
        if (batch < 1 || positions % batch != 0)
            throw new ArgumentException($"{name}: expected [B={batch}, T] with B ≥ 1; got {positions} values.", name);
    }

    private static int Length(int? sequenceLength, int end)
    {
        int least = Math.Max(end, 1), length = sequenceLength ?? least;
        if (length < least)
            throw new ArgumentException(
                $"sequenceLength: expected at least {least}, past the last position; got {length}.", nameof(sequenceLength));
        return length;
    }

    /// <summary>
    /// Rows 0 … <paramref name="end"/> − 1 from what is kept, which may grow; null where they are too far out for
    /// <paramref name="asked"/> positions.
    /// </summary>
    private RotaryRows? Reach(int length, int end, int asked)
    {
        int regime = Scaling.Regime(length);
        if (Volatile.Read(ref _kept) is { } kept && kept.Regime == regime && kept.Rows.Count >= end) return kept.Rows;
        lock (_growing)
        {
            RotaryRows? known = _kept is { } now && now.Regime == regime ? now.Rows : null;
            if (known is not null && known.Count >= end) return known;
            if (end > Math.Max(8L * asked, 2L * (known?.Count ?? 0))) return null;
            int most = Array.MaxLength / RotaryRows.StrideOf(Layout, Width / 2);
            if (end > most) throw new ArgumentException($"positions: expected at most {most} of width {Width}; got {end}.", "positions");
            int capacity = (int)Math.Min(most, Math.Max(SmallestCapacity, BitOperations.RoundUpToPowerOf2((uint)end)));
            RotaryRows rows = RotaryRows.Compute(Layout, InverseFrequencies(length), Scaling.AttentionFactor, capacity, known: known);
            Volatile.Write(ref _kept, new Kept(regime, rows));
            return rows;
        }
    }

    private RotaryRows Alone(int length, int[] positions)
        => RotaryRows.Compute(Layout, InverseFrequencies(length), Scaling.AttentionFactor, positions.Length, positions);

    private sealed record Kept(int Regime, RotaryRows Rows);
}
