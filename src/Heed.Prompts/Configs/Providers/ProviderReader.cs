using Heed.Prompts.Configs.Keys;
using Heed.Prompts.Configs.Nodes;
using Heed.Prompts.Configs.Sources;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Providers;

/// <summary>Reads <c>providers</c> in all its forms.</summary>
internal static class ProviderReader
{
    /// <summary>Reads them: one, a list, or files of these.</summary>
    /// <exception cref="HeedException">A file is missing, or something is of the wrong kind.</exception>
    public static IReadOnlyList<PlannedProvider> Read(ConfigSession session, ConfigNode node)
        => node.Kind == NodeKind.List ? [.. node.Items.SelectMany(item => One(session, item))] : One(session, node);

    /// <summary>One by its id, as the command line gives it too.</summary>
    public static PlannedProvider Named(ConfigSession session, string id)
    {
        id = session.WithEnvironment(id);
        (string? model, string? unsupported) = ProviderModels.Find(session, id);
        return new PlannedProvider(id, id) { Model = model, Unsupported = unsupported };
    }

    /// <summary>The provider a test names in the place of the columns': one of the configuration by its label or id, or another.</summary>
    /// <exception cref="HeedException">A file is missing, or something is of the wrong kind, or there are several.</exception>
    public static PlannedProvider OfTest(ConfigSession session, ConfigNode node, IReadOnlyList<PlannedProvider> known)
        => node.Scalar() is { } name && known.FirstOrDefault(one => one.Label == name || one.Id == name) is { } found ? found
            : One(session, node) is [var only] ? only : throw node.Expected("one provider");

    private static IReadOnlyList<PlannedProvider> One(ConfigSession session, ConfigNode node)
    {
        if (node.Kind == NodeKind.Map) return [Section(session, node)];
        string text = node.AsText("a provider: an id such as heed:tiny-decoder, or a section with \"id\"");
        if (!text.StartsWith("file://", StringComparison.Ordinal)
            || Path.GetExtension(text) is not (".yaml" or ".yml" or ".json")) return [Named(session, text)];
        string full = session.Full(session.WithEnvironment(text), node.Place);
        return session.Inside(full, node.Place, () => Read(session, session.Nodes(full, node.Place)));
    }

    private static PlannedProvider Section(ConfigSession session, ConfigNode node)
    {
        string? id = node.TextOf("id");
        if (id is null)
        {
            // {<id>: {…}}: one key, with a section.
            if (node.Entries is not [{ Value.Kind: NodeKind.Map or NodeKind.Null } only])
                throw node.Error("expected \"id\" in a provider; it is missing.");
            node = only.Value.Kind == NodeKind.Map ? only.Value : ConfigNode.Of(node.Place, Array.Empty<ConfigEntry>());
            id = node.TextOf("id") ?? only.Name;
        }
        KnownKeys.Provider.Check(session, node);
        double delay = node.NumberOf("delay") ?? 0;
        if (delay < 0) throw node["delay"]!.Expected("a delay of at least 0 milliseconds");
        PlannedProvider named = Named(session, id);
        return named with
        {
            Label = node.TextOf("label") is { Length: > 0 } label ? session.WithEnvironment(label) : named.Id,
            Config = node.MapOf("config").ToJson(),
            Prompts = node.TextsOf("prompts"),
            Transform = node.TextOf("transform"),
            DelayMs = delay,
        };
    }
}
