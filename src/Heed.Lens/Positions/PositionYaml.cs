using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Heed.Lens.Positions;

/// <summary>
/// Looks a file through before it is read as a tree, whose reader goes one call deeper with each bracket and repeats what aliases name: a few kilobytes
/// could end the program or
/// fill its memory.
/// </summary>
internal static class PositionYaml
{
    private const int Deepest = 8, Aliases = 64;

    /// <summary>Refuses what no position file needs.</summary>
    /// <exception cref="HeedException">Brackets stand too deep in each other, or there are too many aliases; the message names the line.</exception>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static void Check(string text, string path)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0, aliases = 0;
        while (parser.MoveNext())
        {
            if (parser.Current is SequenceStart or MappingStart) depth++;
            else if (parser.Current is SequenceEnd or MappingEnd) depth--;
            else if (parser.Current is AnchorAlias) aliases++;
            if (depth > Deepest) throw Refused($"expected at most {Deepest} lists and sections inside each other; there are more");
            if (aliases > Aliases) throw Refused($"expected at most {Aliases} aliases (*name); there are more. Write out what they stand for");
        }

        HeedException Refused(string problem) => new($"{path}, line {parser.Current!.Start.Line}: {problem}.");
    }
}
