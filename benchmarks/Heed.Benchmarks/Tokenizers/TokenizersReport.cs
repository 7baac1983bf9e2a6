namespace Heed.Benchmarks;

/// <summary>Figures of <c>tokenizers</c>.</summary>
internal sealed record TokenizersReport(MachineDescription Machine, IReadOnlyList<TokenizerRow> Tokenizers);

/// <summary>One tokenizer, on one thread.</summary>
/// <param name="Tokenizer">Name.</param>
/// <param name="MegabytesPerS">10⁶ bytes of English a second, the median of five passes.</param>
/// <param name="WordMs">For one word without a space, of each length, the median of three.</param>
/// <param name="Exponent">The power of the length that these times follow.</param>
internal sealed record TokenizerRow(string Tokenizer, double MegabytesPerS, IReadOnlyList<double> WordMs, double Exponent);
