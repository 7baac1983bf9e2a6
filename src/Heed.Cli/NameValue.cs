namespace Heed.Cli;

/// <summary>Options of the form NAME=VALUE.</summary>
internal static class NameValue
{
    /// <summary>Reads one.</summary>
    /// <exception cref="HeedException">There is no name, or no '='.</exception>
    public static KeyValuePair<string, string> Parse(string text, string option)
        => text.IndexOf('=') is > 0 and var at ? new(text[..at], text[(at + 1)..]) : throw new HeedException($"{option}: expected NAME=VALUE; got '{text}'.");
}
