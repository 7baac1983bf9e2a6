namespace Heed.Studio.Pages.Heads;

/// <summary>What every head of a model does.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Text">The text that was given; null for generated text.</param>
/// <param name="Samples">Texts that heads were watched on.</param>
/// <param name="Layers">L: rows of the grid.</param>
/// <param name="Heads">H: heads of each.</param>
/// <param name="Measures">The questions that were asked, in the order of their columns.</param>
/// <param name="Profiles">One entry a head, in the order of the pass.</param>
/// <param name="Offsets">Columns of the histograms of self-attention, with what even attention would have; empty where there is none.</param>
/// <param name="Reliance">What the causal test was made on; null where the model could not be asked.</param>
/// <param name="UnknownWords">Words of the text that the model did not meet in training.</param>
public sealed record HeadsAnswer(
    string Model, string? Text, int Samples, int Layers, int Heads, IReadOnlyList<MeasureAnswer> Measures, IReadOnlyList<HeadAnswer> Profiles, IReadOnlyList<OffsetAnswer> Offsets,
    RelianceAnswer? Reliance, IReadOnlyList<string> UnknownWords);
