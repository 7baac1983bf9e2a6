namespace Heed.Studio.Pages.Why;

/// <summary>What an answer rests on.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Text">The text.</param>
/// <param name="Tokens">Its tokens, T of them.</param>
/// <param name="At">The token at which the answer is read; null where that is none of the text's.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Other">What it is held against.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">The metric of the untouched run.</param>
/// <param name="Note">Something to tell, such as that an answer has several tokens; null for nothing.</param>
/// <param name="Rests">[T]: the change of the metric predicted for cutting every edge to a token, one at a time, over all heads and layers.</param>
/// <param name="Edges">The weights that were cut, largest measured effect first.</param>
/// <param name="Pair">The strongest of them between two different words; null where there is none.</param>
/// <param name="Ranks">How well each number foretells what cutting does.</param>
/// <param name="UnknownWords">Words the model did not meet in training; empty where that is not known.</param>
public sealed record WhyAnswer(
    string Model, string Text, IReadOnlyList<SentToken> Tokens, int? At, string Answer, string? Other, string Metric, float Value, string? Note, float[] Rests,
    IReadOnlyList<WhyEdge> Edges, WhyEdge? Pair, WhyRanks Ranks, IReadOnlyList<string> UnknownWords);
