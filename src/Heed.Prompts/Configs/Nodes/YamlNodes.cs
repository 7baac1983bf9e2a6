using Heed.Prompts.Plans;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>Reads YAML with anchors, aliases and merge keys, and keeps where everything stands.</summary>
internal sealed class YamlNodes
{
    // Far beyond any configuration, and far from the end of the stack.
    private const int Deepest = 100, MostAliases = 10_000;

    private const string CoreTag = "tag:yaml.org,2002:";
    private readonly string _file;
    private readonly Parser _parser;
    private readonly Dictionary<string, ConfigNode> _anchors = new(StringComparer.Ordinal);
    private int _depth, _aliases;

    private YamlNodes(string text, string file) => (_file, _parser) = (file, new Parser(new StringReader(text)));

    /// <summary>Reads a document.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="HeedException">It is no YAML, or of several documents, or too deep; the message names line and column.</exception>
    public static ConfigNode Read(string text, string file)
    {
        var reader = new YamlNodes(text, file);
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            throw new HeedException($"{At(file, error.Start)}: expected YAML; {error.Message} "
                + $"Put texts with ': ', '#', '{{' or '*' at their start in quotes.", error);
        }
        // The scanner throws these of itself on some malformed plain texts.
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            string after = reader._parser.Current is { } last ? $"{At(file, last.End)}" : file;
            throw new HeedException($"{after}: expected YAML; what follows cannot be read. Put texts with ': ', '#', '{{' or '*' at their start in quotes.", error);
        }
    }

    private ConfigNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) return ConfigNode.Null(new Place(_file, 1, 1));
        _parser.Consume<DocumentStart>();
        ConfigNode root = Node();
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out DocumentStart? second))
            throw new HeedException($"{At(_file, second.Start)}: expected one document; another begins here with '---'. Keep one of them.");
        return root;
    }

    private ConfigNode Node()
    {
        ParsingEvent here = _parser.Consume<ParsingEvent>();
        Place place = At(_file, here.Start);
        if (here is AnchorAlias alias) return Alias(alias, place);
        if (++_depth > Deepest) throw new HeedException($"{place}: expected at most {Deepest} lists and sections inside each other; there are more.");
        ConfigNode node = here switch
        {
            Scalar scalar => ScalarNode(scalar, place),
            SequenceStart start => ListNode(start, place),
            MappingStart start => MapNode(start, place),
            _ => throw new HeedException($"{place}: expected a value."),
        };
        _depth--;
        if (here is NodeEvent { Anchor: { IsEmpty: false } anchor }) _anchors[anchor.Value] = node;
        return node;
    }

    private ConfigNode Alias(AnchorAlias alias, Place place)
    {
        if (++_aliases > MostAliases) throw new HeedException($"{place}: expected at most {MostAliases} aliases (*name); there are more.");
        return _anchors.TryGetValue(alias.Value.Value, out ConfigNode? node) ? node
            : throw new HeedException($"{place}: the alias *{alias.Value.Value} stands for nothing; "
                + $"expected &{alias.Value.Value} before it, and not around it.");
    }

    private static ConfigNode ScalarNode(Scalar scalar, Place place)
    {
        string tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        if (tag.Length == 0 || tag == "?")
            return scalar.Style == ScalarStyle.Plain ? YamlScalars.Resolve(scalar.Value, place) : ConfigNode.Of(place, scalar.Value);
        if (tag is "!" or CoreTag + "str") return ConfigNode.Of(place, scalar.Value);
        if (tag is not (CoreTag + "int" or CoreTag + "float" or CoreTag + "bool" or CoreTag + "null"))
            throw new HeedException($"{place}: the tag {tag} is not known; expected !!str, !!int, !!float, !!bool or !!null, or none.");
        return YamlScalars.Resolve(scalar.Value, place);
    }

    private ConfigNode ListNode(SequenceStart start, Place place)
    {
        CheckTag(start.Tag, CoreTag + "seq", place);
        var items = new List<ConfigNode>();
        while (!_parser.Accept<SequenceEnd>(out _)) items.Add(Node());
        _parser.Consume<SequenceEnd>();
        return ConfigNode.Of(place, items);
    }

    private ConfigNode MapNode(MappingStart start, Place place)
    {
        CheckTag(start.Tag, CoreTag + "map", place);
        var own = new Dictionary<string, Place>(StringComparer.Ordinal);
        var entries = new List<ConfigEntry>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            bool plain = _parser.Accept<Scalar>(out Scalar? scalar) && scalar.Style == ScalarStyle.Plain;
            ConfigNode key = Node();
            // A key is a text, however it looks; that of nothing is empty in the file.
            string name = scalar is not null ? (plain && key.Kind == NodeKind.Null ? "null" : scalar.Value)
                : key.Scalar() ?? throw key.Expected("a text as key. Put a text that begins with '{' or '[' in quotes");
            ConfigNode value = Node();
            if (plain && name == "<<") Merge(entries, own, value);
            else if (own.TryAdd(name, key.Place)) entries.Add(new ConfigEntry(name, key.Place, value));
            else throw new HeedException($"{key.Place}: the key \"{name}\" stands there twice; expected it once. The first is in line {own[name].Line}.");
        }
        _parser.Consume<MappingEnd>();
        return ConfigNode.Of(place, entries);
    }

    // Own keys win over merged ones, wherever they stand; of several merged sections the first wins.
    private static void Merge(List<ConfigEntry> entries, Dictionary<string, Place> own, ConfigNode value)
    {
        IReadOnlyList<ConfigNode> sources = value.Kind == NodeKind.List ? value.Items : [value];
        foreach (ConfigNode source in sources)
        {
            if (source.Kind != NodeKind.Map) throw source.Expected("a section with keys, or a list of them, to merge (<<)");
            foreach (ConfigEntry entry in source.Entries)
                if (!own.ContainsKey(entry.Name) && !entries.Exists(e => e.Name == entry.Name)) entries.Add(entry);
        }
    }

    private static void CheckTag(TagName tag, string known, Place place)
    {
        if (!tag.IsEmpty && tag.Value != known && tag.Value is not ("!" or "?"))
            throw new HeedException($"{place}: the tag {tag.Value} is not known; expected none.");
    }

    private static Place At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
