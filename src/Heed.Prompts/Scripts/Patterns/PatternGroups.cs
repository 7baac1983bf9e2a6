namespace Heed.Prompts.Scripts.Patterns;

/// <summary>The groups of a JavaScript pattern, counted before it is read, as a reference may stand before its group.</summary>
internal static class PatternGroups
{
    /// <summary>Their names by their numbers; null for those without one, and for the whole at 0.</summary>
    /// <exception cref="HeedException">A name is malformed, or comes twice.</exception>
    public static IReadOnlyList<string?> Find(string pattern, PatternReader reader)
    {
        var groups = new List<string?> { null };
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == '[') inClass = true;
            else if (pattern[i] == ']') inClass = false;
            else if (pattern[i] == '(' && !inClass)
            {
                string rest = pattern[(i + 1)..Math.Min(pattern.Length, i + 4)];
                if (!rest.StartsWith('?')) groups.Add(null);
                else if (rest.Length > 2 && rest[1] == '<' && rest[2] is not '=' and not '!')
                {
                    int end = pattern.IndexOf('>', i);
                    string name = end < 0 ? "" : pattern[(i + 3)..end];
                    if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$') || char.IsDigit(name[0]))
                        throw reader.Bad("Invalid capture group name");
                    if (groups.Contains(name)) throw reader.Bad("Duplicate capture group name");
                    groups.Add(name);
                }
            }
        }
        return groups;
    }
}
