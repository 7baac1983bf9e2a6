namespace Heed.Prompts.Assertions;

/// <summary>Metrics that were computed from others.</summary>
/// <param name="Values">By name, in the configuration's order.</param>
/// <param name="Problems">Why others could not be, such as that a score they need is not there yet.</param>
public sealed record DerivedScores(IReadOnlyDictionary<string, double> Values, IReadOnlyList<string> Problems);
