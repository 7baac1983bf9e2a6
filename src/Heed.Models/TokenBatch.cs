using Heed.Masks;

namespace Heed.Models;

/// <summary>Token ids of a batch of texts, filled up to one length.</summary>
/// <param name="Ids">[B, T].</param>
/// <param name="Batch">B.</param>
public sealed record TokenBatch(int[] Ids, int Batch)
{
    /// <summary>One text.</summary>
    public TokenBatch(int[] ids) : this(ids, 1) { }

    /// <summary>T.</summary>
    public int Length => Ids.Length / Batch;

    /// <summary>[B, T] segment of each token; 0 where left out.</summary>
    public int[]? TokenTypes { get; init; }

    /// <summary>[B, T] position of each token; counted from the cache's length where left out.</summary>
    public int[]? Positions { get; init; }

    /// <summary>[B]: the real tokens of each row, over the cache and this batch together; null when there is no padding.</summary>
    public KeyRange[]? Real { get; init; }

    /// <summary>
    /// Whether the text may be longer than <see cref="Blueprint.MaxPositions"/>, where <see cref="Blueprint.CanReadBeyondWindow"/>: positions then go on
    /// as their formula does. What is computed is exact, but the model was not trained for it, and what it says of such a text proves nothing about it within its window.
    /// </summary>
    public bool BeyondWindow { get; init; }

    /// <summary>Positions of the whole call that this is a part of, on which some rotary frequencies depend; null where it is the whole.</summary>
    internal int? SequenceLength { get; init; }

    /// <summary>What the encoder of an encoder–decoder reads, with as many rows; not needed where the cache already has what came of
    /// it.</summary>
    public TokenBatch? Source { get; init; }

    /// <summary>Some of the tokens of every row, which follow <paramref name="past"/> tokens in the cache.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="past">Tokens in the cache then.</param>
    public TokenBatch Slice(int first, int count, int past) => this with
    {
        Ids = Columns(Ids, first, count)!,
        TokenTypes = Columns(TokenTypes, first, count),
        Positions = Columns(Positions, first, count),
        Real = Real is null ? null : Array.ConvertAll(Real, range => new KeyRange(Math.Min(range.Start, past + count), Math.Min(range.End, past + count))),
        Source = first == 0 ? Source : null,
        SequenceLength = SequenceLength ?? PositionsAfter(past - first),
    };

    /// <summary>One more than the highest position, when <paramref name="past"/> tokens came before.</summary>
    private int PositionsAfter(int past) => Positions is null ? past + Length : Positions.Max() + 1;

    /// <summary>Some of the rows; without a source.</summary>
    internal TokenBatch Rows(int first, int count) => new(Ids[(first * Length)..((first + count) * Length)], count)
    {
        TokenTypes = TokenTypes?[(first * Length)..((first + count) * Length)],
        Positions = Positions?[(first * Length)..((first + count) * Length)],
        Real = Real?[first..(first + count)],
        SequenceLength = SequenceLength ?? PositionsAfter(0),
        BeyondWindow = BeyondWindow,
    };

    private int[]? Columns(int[]? rows, int first, int count)
        => rows is null ? null : [.. Enumerable.Range(0, Batch).SelectMany(b => rows.AsSpan(b * Length + first, count).ToArray())];

    /// <summary>Texts of any lengths, filled up on the right.</summary>
    /// <param name="texts">At least one.</param>
    /// <param name="padding">What they are filled up with.</param>
    public static TokenBatch FilledUp(IReadOnlyList<int[]> texts, int padding)
    {
        int longest = texts.Max(text => text.Length);
        return new TokenBatch([.. texts.SelectMany(text => text.Concat(Enumerable.Repeat(padding, longest - text.Length)))], texts.Count)
        {
            Real = texts.All(text => text.Length == longest) ? null : [.. texts.Select(text => new KeyRange(0, text.Length))],
        };
    }

    /// <summary>The real tokens of each row from a 0/1 mask.</summary>
    /// <param name="mask">[B, T], 1 for a real token.</param>
    /// <param name="batch">B.</param>
    /// <exception cref="HeedException">The real tokens of a row are not side by side.</exception>
    public static KeyRange[] RealFromMask(ReadOnlySpan<long> mask, int batch)
    {
        int length = mask.Length / batch;
        var ranges = new KeyRange[batch];
        for (int b = 0; b < batch; b++)
        {
            ReadOnlySpan<long> row = mask.Slice(b * length, length);
            int start = row.IndexOf(1), end = row.LastIndexOf(1) + 1;
            if (start < 0) start = 0;
            if (row[start..end].Contains(0)) throw new HeedException($"attention mask: expected the real tokens of row {b} side by side; there is padding between them.");
            ranges[b] = new KeyRange(start, end);
        }
        return ranges;
    }
}
