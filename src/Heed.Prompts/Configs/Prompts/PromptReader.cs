using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Prompts;

/// <summary>Reads <c>prompts</c> in all its forms.</summary>
internal static class PromptReader
{
    /// <summary>What a configuration without prompts asks.</summary>
    public static IReadOnlyList<PromptDraft> Usual { get; } = [PromptDraft.Of("{{prompt}}", "{{prompt}}")];

    /// <summary>Reads them: one, a list, or a mapping of paths to labels.</summary>
    /// <exception cref="HeedException">A file is missing, or something is of the wrong kind.</exception>
    public static IReadOnlyList<PromptDraft> Read(ConfigSession session, ConfigNode node) => node.Kind switch
    {
        NodeKind.List => [.. Once(node.Items).SelectMany(item => One(session, item))],
        NodeKind.Map when node["raw"] is not null || node["id"] is not null => One(session, node),
        NodeKind.Map => [.. node.Entries.SelectMany(entry => Text(session, entry.Name, entry.Value.AsText("a label"), entry.Place))],
        _ => One(session, node),
    };

    /// <summary>One text or path, as the command line gives it too.</summary>
    public static IReadOnlyList<PromptDraft> Text(ConfigSession session, string text, string? label, Place place)
    {
        if (!PromptPath.Is(text)) return [PromptDraft.Of(text, label ?? text)];
        string path = ConfigSession.WithoutScheme(text);
        if (PromptFiles.Remote(text) is { } remote) return [PromptDraft.Of(text, label ?? text) with { Unsupported = remote }];
        if (FilePatterns.Is(path))
        {
            IReadOnlyList<string> files = FilePatterns.Find(session.Folder, path);
            if (files.Count > 0) return [.. files.SelectMany(file => PromptFiles.Read(session, session.Full(file, place), label, place))];
            // A pattern of no file is a text: prompts have question marks and stars. Braces and brackets alone do not make one.
            if (path.AsSpan().IndexOfAny('*', '?') >= 0)
            {
                if (PromptPath.EndsAsFile(text)) session.Warn(place, $"no file is like \"{text}\", so that it is asked as a text.");
                return [PromptDraft.Of(text, label ?? text)];
            }
        }
        (string file, string? function) = PromptFiles.Split(path);
        string full = session.Full(file, place);
        if (function is null && !File.Exists(full) && !PromptFiles.IsKnown(full))
            throw new HeedException($"{place}: expected a prompt or the path of a file of prompts; "
                + $"\"{text}\" {PromptPath.Why(text)}, so that it is read as a path, "
                + $"and there is no file {full}. Write a text on more than one line (with '|' or a line break at its end), or put it in a .txt file.");
        return PromptFiles.Read(session, full, label, place);
    }

    private static IReadOnlyList<PromptDraft> One(ConfigSession session, ConfigNode node)
    {
        if (node.Kind != NodeKind.Map) return Text(session, node.AsText("a prompt: a text, a path, or a section with \"raw\" and \"label\""), null, node.Place);
        KnownKeys.Prompt.Check(session, node);
        string? raw = node.TextOf("raw") ?? node.TextOf("id"), label = node.TextOf("label");
        if (raw is null)
            throw node.Error(node["function"] is null ? "expected a prompt with \"raw\" (its text or path) or \"id\"; it has neither."
                : "expected a prompt with \"raw\"; prompts in code are not run.");
        ConfigNode? config = node.MapOf("config");
        return [.. Text(session, raw, label, node.Place).Select(draft => draft with { Planned = draft.Planned with { Config = config.ToJson() } })];
    }

    // The same entry twice is one prompt; the same file by two entries is two.
    private static IEnumerable<ConfigNode> Once(IReadOnlyList<ConfigNode> items) => items.DistinctBy(item => item.ToText());
}
