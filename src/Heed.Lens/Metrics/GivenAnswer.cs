namespace Heed.Lens.Metrics;

/// <summary>An answer with its probability before and after something was done to the model.</summary>
/// <param name="Id">Token or class.</param>
/// <param name="Text">Its words.</param>
/// <param name="Before">Of the untouched run, 0 … 1.</param>
/// <param name="After">Of the other run; the same where nothing was done.</param>
public sealed record GivenAnswer(int Id, string Text, double Before, double After);
