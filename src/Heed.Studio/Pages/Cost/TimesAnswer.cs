namespace Heed.Studio.Pages.Cost;

/// <summary>Times predicted for this machine.</summary>
/// <param name="Threads">Threads they are predicted for.</param>
/// <param name="Variants">What is set side by side, in the order asked for.</param>
public sealed record TimesAnswer(int Threads, IReadOnlyList<VariantTimesAnswer> Variants);
