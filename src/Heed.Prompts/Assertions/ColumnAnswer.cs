namespace Heed.Prompts.Assertions;

/// <summary>An answer of one column, judged by itself: what a comparison of columns begins with.</summary>
/// <param name="Context">Of the whole answer, as <see cref="Judging.Judge"/> had it.</param>
/// <param name="Judgement">What it said.</param>
public sealed record ColumnAnswer(AssertionContext Context, Judgement Judgement);
