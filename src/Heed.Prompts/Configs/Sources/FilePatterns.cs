using System.IO.Enumeration;

namespace Heed.Prompts.Configs.Sources;

/// <summary>Files by patterns with <c>*</c>, <c>?</c>, <c>**</c>, <c>[abc]</c> and <c>{a,b}</c>, in the order of their paths.</summary>
internal static class FilePatterns
{
    // More than a configuration names; a pattern over a whole disk ends here.
    private const int Most = 100_000;

    /// <summary>Whether a path is a pattern.</summary>
    public static bool Is(string path) => path.AsSpan().IndexOfAny("*?[{") >= 0;

    /// <summary>The files of a pattern; hidden ones only where the pattern names them.</summary>
    /// <param name="folder">What it is relative to.</param>
    /// <param name="pattern">The pattern.</param>
    /// <exception cref="HeedException">There are too many, or a folder cannot be read.</exception>
    public static IReadOnlyList<string> Find(string folder, string pattern)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (string one in Braces(pattern.Replace('\\', '/')))
            {
                bool rooted = one.StartsWith('/');
                Walk(rooted ? "/" : Path.GetFullPath(folder), one.Split('/', StringSplitOptions.RemoveEmptyEntries), 0, found);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{pattern}: expected folders that can be read; {error.Message}", error);
        }
        return [.. found];
    }

    /// <summary>A pattern without braces for each of their choices.</summary>
    public static IEnumerable<string> Braces(string pattern)
    {
        int open = pattern.IndexOf('{'), close = open < 0 ? -1 : pattern.IndexOf('}', open);
        if (close < 0) return [pattern];
        return pattern[(open + 1)..close].Split(',').SelectMany(choice => Braces(pattern[..open] + choice + pattern[(close + 1)..]));
    }

    private static void Walk(string folder, string[] parts, int at, SortedSet<string> found)
    {
        if (found.Count > Most) throw new HeedException($"expected a pattern of at most {Most} files; it is of more. Name a folder closer to them.");
        if (at == parts.Length || !Directory.Exists(folder)) return;
        string part = parts[at];
        bool last = at == parts.Length - 1;
        if (part is "." or "..") Walk(Path.GetFullPath(Path.Combine(folder, part)), parts, at + 1, found);
        else if (part == "**")
        {
            // No folder, or one more; a folder that a link leads to is not gone into.
            if (last) foreach (string file in Directory.EnumerateFiles(folder)) Add(file, "*", found);
            else Walk(folder, parts, at + 1, found);
            foreach (DirectoryInfo inner in new DirectoryInfo(folder).EnumerateDirectories())
                if (inner.LinkTarget is null && inner.Name[0] != '.' && inner.Name != "node_modules") Walk(inner.FullName, parts, at, found);
        }
        else if (!Is(part))
        {
            string path = Path.Combine(folder, part);
            if (!last) Walk(path, parts, at + 1, found);
            else if (File.Exists(path)) found.Add(path);
        }
        else if (last) foreach (string file in Directory.EnumerateFiles(folder)) Add(file, part, found);
        else
            foreach (string inner in Directory.EnumerateDirectories(folder))
                if (Matches(Path.GetFileName(inner), part)) Walk(inner, parts, at + 1, found);
    }

    private static void Add(string file, string pattern, SortedSet<string> found)
    {
        if (Matches(Path.GetFileName(file), pattern)) found.Add(file);
    }

    private static bool Matches(string name, string pattern)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.')) return false;
        if (!pattern.Contains('[')) return FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
        int open = pattern.IndexOf('['), close = pattern.IndexOf(']', open + 1);
        if (close < 0) return FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
        bool not = pattern[open + 1] is '!' or '^';
        string set = pattern[(open + (not ? 2 : 1))..close];
        // The set is one character: each that it may be is tried in its place.
        for (int i = 0; i < name.Length; i++)
            if (InSet(name[i], set) != not && FileSystemName.MatchesSimpleExpression(pattern.AsSpan(0, open), name.AsSpan(0, i), ignoreCase: false)
                && Matches(name[(i + 1)..], pattern[(close + 1)..])) return true;
        return false;
    }

    private static bool InSet(char unit, string set)
    {
        for (int i = 0; i < set.Length; i++)
        {
            bool range = i + 2 < set.Length && set[i + 1] == '-';
            if (range ? unit >= set[i] && unit <= set[i + 2] : unit == set[i]) return true;
            if (range) i += 2;
        }
        return false;
    }
}
