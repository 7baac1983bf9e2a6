using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>A piece of a YAML, JSON or CSV file that knows where it stands. Immutable; aliases and references share one node.</summary>
internal sealed class ConfigNode
{
    // Aliases can make a small file stand for a huge one: what they stand for is counted.
    private const long MostPieces = 1_000_000;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private ConfigNode(NodeKind kind, Place place) => (Kind, Place) = (kind, place);

    /// <summary>What it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>Where it stands.</summary>
    public Place Place { get; }

    /// <summary>Of a text its characters.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Of a number its value.</summary>
    public double Number { get; private init; }

    /// <summary>Of a truth value.</summary>
    public bool Truth { get; private init; }

    /// <summary>Of a list.</summary>
    public IReadOnlyList<ConfigNode> Items { get; private init; } = [];

    /// <summary>Of a mapping, in the file's order; each name once.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; private init; } = [];

    /// <summary>How many pieces it is of, each alias counted as what it stands for.</summary>
    public long Pieces { get; private init; } = 1;

    /// <summary>The value of a key; null for none.</summary>
    public ConfigNode? this[string name] => _places.TryGetValue(name, out int at) ? Entries[at].Value : null;

    public static ConfigNode Null(Place place) => new(NodeKind.Null, place);

    public static ConfigNode Of(Place place, bool value) => new(NodeKind.Truth, place) { Truth = value };

    public static ConfigNode Of(Place place, double value) => new(NodeKind.Number, place) { Number = value };

    public static ConfigNode Of(Place place, string value) => new(NodeKind.Text, place) { Text = value };

    public static ConfigNode Of(Place place, IReadOnlyList<ConfigNode> items)
        => new(NodeKind.List, place) { Items = items, Pieces = Counted(place, items) };

    /// <summary>A mapping; where a name comes twice, the last value counts, at the first one's place.</summary>
    public static ConfigNode Of(Place place, IEnumerable<ConfigEntry> entries)
    {
        var all = new List<ConfigEntry>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ConfigEntry entry in entries)
        {
            if (places.TryGetValue(entry.Name, out int at)) all[at] = entry;
            else
            {
                places.Add(entry.Name, all.Count);
                all.Add(entry);
            }
        }
        var node = new ConfigNode(NodeKind.Map, place) { Entries = all, Pieces = Counted(place, all.Select(entry => entry.Value)) };
        foreach ((string name, int at) in places) node._places.Add(name, at);
        return node;
    }

    /// <summary>For messages.</summary>
    public string Described => Kind switch
    {
        NodeKind.Null => "nothing",
        NodeKind.Truth => Truth ? "true" : "false",
        NodeKind.Number => FormattableString.Invariant($"the number {Number}"),
        NodeKind.Text => $"the text \"{(Text.Length > 40 ? Text[..40] + "…" : Text)}\"",
        NodeKind.List => "a list",
        _ => "a section with keys",
    };

    /// <summary>The error that this is not what is needed here.</summary>
    public HeedException Expected(string what) => new($"{Place}: expected {what}; got {Described}.");

    /// <summary>An error at this place.</summary>
    public HeedException Error(string complaint) => new($"{Place}: {complaint}");

    private static long Counted(Place place, IEnumerable<ConfigNode> parts)
    {
        long pieces = 1 + parts.Sum(part => part.Pieces);
        return pieces <= MostPieces ? pieces : throw new HeedException(
            $"{place}: expected at most {MostPieces} pieces once every alias (*name) and $ref is written out; there are more.");
    }
}
