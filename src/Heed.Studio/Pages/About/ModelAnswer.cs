namespace Heed.Studio.Pages.About;

/// <summary>What a model is.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Architecture">As in its config.json.</param>
/// <param name="Layers">L, of the stack that reads the text.</param>
/// <param name="Heads">Hq.</param>
/// <param name="KeyValueHeads">Hkv.</param>
/// <param name="Width">M.</param>
/// <param name="Window">The most tokens of a text.</param>
/// <param name="Vocabulary">V.</param>
/// <param name="Answers">What it does with a text: <c>continues</c>, <c>fills</c>, <c>classifies</c> or <c>none</c>.</param>
/// <param name="IsCausal">Whether a token sees only those before it.</param>
/// <param name="Mask">What stands for a word to be filled in; null where it fills none.</param>
public sealed record ModelAnswer(
    string Name, string Architecture, int Layers, int Heads, int KeyValueHeads, int Width, int Window, int Vocabulary, string Answers, bool IsCausal, string? Mask);
