namespace Heed.Studio.Pages.Sentence;

/// <summary>What tokens attend to.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Text">The text.</param>
/// <param name="Tokens">Its tokens, T of them.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Layers">L.</param>
/// <param name="Heads">H.</param>
/// <param name="From">The token to begin with: a pronoun, else the last word.</param>
/// <param name="FirstRow">The first query whose row is here.</param>
/// <param name="Rows">R: how many rows are here, all T of a short text, one of a long one.</param>
/// <param name="Weights">[R, L, H, T]: attention weights.</param>
/// <param name="Means">[R, L, T]: the same, averaged over the heads of a layer.</param>
/// <param name="Sinks">[R, L, H]: the sink's share.</param>
/// <param name="Telling">[R]: the layer that says most of each row.</param>
/// <param name="UnknownWords">Words the model did not meet in training; empty where that is not known.</param>
public sealed record SentenceAnswer(
    string Model, string Text, IReadOnlyList<SentToken> Tokens, int Words, int Layers, int Heads, int From, int FirstRow, int Rows, float[] Weights, float[] Means, float[] Sinks,
    int[] Telling, IReadOnlyList<string> UnknownWords);
