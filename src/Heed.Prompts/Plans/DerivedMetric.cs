namespace Heed.Prompts.Plans;

/// <summary>A metric computed from others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">An expression over their names.</param>
public sealed record DerivedMetric(string Name, string Value);
