namespace Heed.Studio.Safety;

/// <summary>More was asked for than the studio takes: answered with 413.</summary>
/// <param name="message">How much it takes, how much came, and what to do.</param>
public sealed class TooLargeException(string message) : Exception(message);
