namespace Heed.Prompts.Traces;

/// <summary>Something in a store that cannot be read; everything else can.</summary>
/// <param name="Place">Where it is: a file and a line, or a row's id.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="IsTornTail">Whether it is the end of a file whose writer was stopped in the middle: nothing that was confirmed is lost.</param>
public sealed record StoreDamage(string Place, string Message, bool IsTornTail);
