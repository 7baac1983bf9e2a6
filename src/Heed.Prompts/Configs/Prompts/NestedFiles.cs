using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;

namespace Heed.Prompts.Configs.Prompts;

/// <summary>Puts in what texts that begin with <c>file://</c> stand for, wherever they stand in a piece of a file.</summary>
internal static class NestedFiles
{
    /// <summary>The same with files in their places: YAML and JSON as what they hold, others as text.</summary>
    /// <exception cref="HeedException">A file is missing, is code, or includes itself.</exception>
    public static ConfigNode Put(ConfigSession session, ConfigNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.List:
                return ConfigNode.Of(node.Place, [.. node.Items.Select(item => Put(session, item))]);
            case NodeKind.Map:
                return ConfigNode.Of(node.Place, node.Entries.Select(entry => entry with { Value = Put(session, entry.Value) }));
            // A path with a variable is known only when a test is run.
            case NodeKind.Text when node.Text.StartsWith("file://", StringComparison.Ordinal) && !node.Text.Contains("{{", StringComparison.Ordinal):
                string full = session.Full(node.Text, node.Place);
                return session.Inside(full, node.Place, () => Path.GetExtension(full) switch
                {
                    ".yaml" or ".yml" or ".json" => Put(session, session.Nodes(full, node.Place)),
                    ".js" or ".cjs" or ".mjs" or ".ts" or ".py" => throw new HeedException(
                        $"{node.Place}: {node.Text} is code, which Heed does not run. Name a text file.") { IsUnsupported = true },
                    _ => ConfigNode.Of(node.Place, ConfigSession.Text(full, node.Place)),
                });
            default:
                return node;
        }
    }
}
