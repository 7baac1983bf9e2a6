namespace Heed.Benchmarks;

/// <summary>Typing in a sentence.</summary>
/// <param name="What">Which models look.</param>
/// <param name="Tokens">Tokens of the sentence, of the first.</param>
/// <param name="Samples">From a key press to the paint.</param>
internal sealed record StudioKeyRow(string What, int Tokens, Samples Samples);
