namespace Heed.Studio.Pages.Why;

/// <summary>What carries the difference between the answers to two texts.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Clean">The metric of the first.</param>
/// <param name="Corrupt">The metric of the second.</param>
/// <param name="Tokens">Tokens of the first, T of them.</param>
/// <param name="Against">Tokens of the second, as many.</param>
/// <param name="Differences">Where they differ.</param>
/// <param name="Layers">L: layers that are patched.</param>
/// <param name="FirstPosition">The first token that is patched: before it both runs are the same.</param>
/// <param name="Positions">[L · (T − FirstPosition)]: what goes into each layer, token by token.</param>
/// <param name="Heads">The result of each head, at all tokens together.</param>
/// <param name="Strongest">Of the positions behind layer 0 that which alone brings most back; null where there is none.</param>
public sealed record WhyAgainstAnswer(
    string Metric, float Clean, float Corrupt, IReadOnlyList<SentToken> Tokens, IReadOnlyList<SentToken> Against, IReadOnlyList<int> Differences, int Layers,
    int FirstPosition, IReadOnlyList<WhyPatch> Positions, IReadOnlyList<WhyPatch> Heads, WhyPatch? Strongest);
