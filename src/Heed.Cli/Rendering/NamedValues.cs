namespace Heed.Cli.Rendering;

/// <summary>Options of the form NAME=VALUE.</summary>
internal static class NamedValues
{
    /// <summary>Reads them; the last of a name counts.</summary>
    /// <exception cref="HeedException">One has no '=', or no name.</exception>
    public static IReadOnlyDictionary<string, string> Of(string option, string[]? given)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string one in given ?? [])
        {
            int at = one.IndexOf('=');
            if (at < 1) throw new HeedException($"{option}: expected NAME=VALUE; got '{one}'.");
            all[one[..at]] = one[(at + 1)..];
        }
        return all;
    }
}
