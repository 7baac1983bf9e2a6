namespace Heed.Prompts.Configs.Nodes;

/// <summary>Puts in what <c>$ref: '#/…'</c> stands for, over a whole document (RFC 6901 pointers).</summary>
internal sealed class References
{
    private readonly ConfigNode _root;
    private readonly Dictionary<string, ConfigNode> _done = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly HashSet<string> _targets = new(StringComparer.Ordinal);

    private References(ConfigNode root) => _root = root;

    /// <summary>Resolves a document.</summary>
    /// <returns>The document, and the first keys that references point into: they are known, whatever they are called.</returns>
    /// <exception cref="HeedException">A reference points nowhere, out of the document, or around in a circle.</exception>
    public static (ConfigNode Root, IReadOnlySet<string> Targets) Resolve(ConfigNode root)
    {
        if (Environment.GetEnvironmentVariable("PROMPTFOO_DISABLE_REF_PARSER") is "1" or "true") return (root, new HashSet<string>());
        var references = new References(root);
        return (references.Resolved(root), references._targets);
    }

    private ConfigNode Resolved(ConfigNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.List:
                ConfigNode[] items = [.. node.Items.Select(Resolved)];
                return items.SequenceEqual(node.Items) ? node : ConfigNode.Of(node.Place, items);
            case NodeKind.Map:
                if (node["$ref"] is { Kind: NodeKind.Text } pointer) return Referred(node, pointer);
                ConfigEntry[] entries = [.. node.Entries.Select(entry => Resolved(entry.Value) is var value && ReferenceEquals(value, entry.Value)
                    ? entry : entry with { Value = value })];
                return entries.SequenceEqual(node.Entries) ? node : ConfigNode.Of(node.Place, entries);
            default:
                return node;
        }
    }

    // Keys beside $ref are laid over what it stands for.
    private ConfigNode Referred(ConfigNode node, ConfigNode pointer)
    {
        ConfigNode target = Target(pointer);
        if (node.Entries.Count == 1) return target;
        if (target.Kind != NodeKind.Map)
            throw node.Error($"keys stand beside \"$ref\"; expected {pointer.Text} to be a section with keys then; it is {target.Described}.");
        return ConfigNode.Of(node.Place, target.Entries.Concat(node.Entries.Where(entry => entry.Name != "$ref")
            .Select(entry => entry with { Value = Resolved(entry.Value) })));
    }

    private ConfigNode Target(ConfigNode pointer)
    {
        string path = pointer.Text;
        if (_done.TryGetValue(path, out ConfigNode? done)) return done;
        if (path != "#" && !path.StartsWith("#/", StringComparison.Ordinal))
            throw pointer.Error($"$ref: expected '#/…', a place in this file; got '{path}'. Copy what it stands for into the file.");
        if (_open.Contains(path)) throw pointer.Error($"$ref: the reference stands for itself: {string.Join(" → ", [.. _open, path])}. Expected an end.");
        // Around two thousand of them, one inside the other, would be near the end of the stack.
        if (_open.Count > 200) throw pointer.Error("$ref: expected at most 200 references that lead to each other; there are more.");
        _open.Add(path);
        ConfigNode target = Resolved(Find(pointer, path));
        _open.RemoveAt(_open.Count - 1);
        return _done[path] = target;
    }

    private ConfigNode Find(ConfigNode pointer, string path)
    {
        ConfigNode node = _root;
        string[] steps = path == "#" ? [] : path[2..].Split('/');
        foreach (string step in steps)
        {
            string name = Uri.UnescapeDataString(step).Replace("~1", "/").Replace("~0", "~");
            if (node.Kind == NodeKind.Map && node["$ref"] is { Kind: NodeKind.Text } further) node = Target(further);
            node = (node.Kind == NodeKind.List && int.TryParse(name, out int at) && at >= 0 && at < node.Items.Count ? node.Items[at] : node[name])
                ?? throw pointer.Error($"$ref: '{path}' points nowhere: there is no '{name}'."
                    + (node.Entries.Count > 0 ? $" There {(node.Entries.Count == 1 ? "is" : "are")} "
                        + $"{string.Join(", ", node.Entries.Take(8).Select(e => e.Name))}." : ""));
        }
        if (steps.Length > 0) _targets.Add(Uri.UnescapeDataString(steps[0]));
        return node;
    }
}
