namespace Heed.Studio.Pages.Why;

/// <summary>What heads and parts of layers do for an answer.</summary>
/// <param name="HeadsPerLayer">H.</param>
/// <param name="Heads">All heads, H of each attention, in the order of a run.</param>
/// <param name="Parts">The attention and feed-forward part of each layer.</param>
public sealed record WhyHeadsAnswer(int HeadsPerLayer, IReadOnlyList<WhyHead> Heads, IReadOnlyList<WhyHead> Parts);
