namespace Heed.Lens.Steps;

/// <summary>One step of a head's computation with its numbers.</summary>
/// <param name="Id">A stable name, such as <c>scaled</c>.</param>
/// <param name="Site">The site whose values these are, such as <c>blocks.3.attn.z</c>; null where the step was computed from such values in
/// <c>double</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Formula">As plain text.</param>
/// <param name="Tex">The same in TeX.</param>
/// <param name="Shape">Its axes with their lengths, such as <c>[Tq=5, D=24]</c>.</param>
/// <param name="Rows">What the rows are.</param>
/// <param name="Columns">What the columns are.</param>
/// <param name="Values">The numbers, a list a row; null where there is none: a pair that the mask removes.</param>
/// <param name="Sentence">What happens, in plain words.</param>
public sealed record HeadStep(
    string Id, string? Site, string Title, string Formula, string Tex, string Shape, StepAxis Rows, StepAxis Columns, float?[][] Values, string Sentence)
{
    /// <summary>First of the columns that are this head's, where the step shows all heads side by side; null elsewhere.</summary>
    public int? HeadStart { get; init; }

    /// <summary>One past the last of them.</summary>
    public int? HeadEnd { get; init; }

    /// <summary>Whether two steps show the same numbers under the same labels.</summary>
    internal bool Shows(HeadStep other)
        => Values.Length == other.Values.Length && Rows.IsLike(other.Rows) && Columns.IsLike(other.Columns) && Formula == other.Formula
            && Values.Zip(other.Values).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
