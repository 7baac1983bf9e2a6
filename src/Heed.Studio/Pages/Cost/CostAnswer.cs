namespace Heed.Studio.Pages.Cost;

/// <summary>What a model costs. Counts are rounded to 53 bits; <c>heed cost --json</c> has all digits.</summary>
/// <param name="Name">The model's, or how a shape is called.</param>
/// <param name="Architecture">As in its config.json; empty for a shape.</param>
/// <param name="Measures">Its measures; of an encoder–decoder the decoder's.</param>
/// <param name="Parameters">Numbers in all weights.</param>
/// <param name="Decodes">Whether it makes one token after another; without that it has neither a cache nor the cost of a token.</param>
/// <param name="CanHaveWindow">Whether a "what if" may give it a window.</param>
/// <param name="KeyValueHeadChoices">Key-value heads it could have: the divisors of its query heads, ascending.</param>
/// <param name="MemoryBytes">This machine's memory, as far as this process may use it.</param>
/// <param name="Batch">B.</param>
/// <param name="Context">T of <see cref="CostVariantAnswer.At"/>.</param>
/// <param name="Contexts">T of the curves, ascending.</param>
/// <param name="Variants">What is set side by side.</param>
public sealed record CostAnswer(
    string Name, string Architecture, ShapeAnswer Measures, double Parameters, bool Decodes, bool CanHaveWindow, IReadOnlyList<int> KeyValueHeadChoices,
    double MemoryBytes, int Batch, long Context, IReadOnlyList<long> Contexts, IReadOnlyList<CostVariantAnswer> Variants);
