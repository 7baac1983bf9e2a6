using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Heed.Prompts.Values;

/// <summary>YAML as JSON values: the core schema of YAML 1.2, as js-yaml reads it. Event by event, so that no depth or alias can fill the memory.</summary>
internal sealed partial class YamlValues
{
    private const int Deepest = 64, MostNodes = 200_000;

    private readonly Parser _parser;
    private readonly Dictionary<string, JsonElement> _anchors = [];
    private int _nodes;

    private YamlValues(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The value of the only document of a text.</summary>
    /// <param name="text">YAML, or JSON.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="HeedException">It is malformed, too deep or too large.</exception>
    public static JsonElement Parse(string text, string source)
    {
        try
        {
            var reader = new YamlValues(text);
            reader._parser.Consume<StreamStart>();
            if (reader._parser.Accept<StreamEnd>(out _)) return JsonText.Parse("null");
            reader._parser.Consume<DocumentStart>();
            JsonElement value = reader.Node(0);
            reader._parser.Consume<DocumentEnd>();
            if (!reader._parser.Accept<StreamEnd>(out _)) throw new HeedException($"{source}: expected one document; there are several.");
            return value;
        }
        catch (YamlException error)
        {
            throw new HeedException($"{source}, line {error.Start.Line}: expected YAML or JSON; {error.Message}", error);
        }
        // The scanner throws these of itself on some malformed plain texts.
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException
            or OverflowException)
        {
            throw new HeedException($"{source}: expected YAML or JSON; {error.Message}", error);
        }
    }

    private JsonElement Node(int depth)
    {
        Mark at = _parser.Current!.Start;
        if (depth > Deepest) throw new YamlException(at, at, $"more than {Deepest} lists and sections inside each other");
        if (++_nodes > MostNodes) throw new YamlException(at, at, $"more than {MostNodes} values");
        if (_parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out JsonElement named)) throw new YamlException(at, at, $"no anchor &{alias.Value}");
            _nodes += Size(named);
            return named;
        }
        AnchorName anchor = _parser.Accept<NodeEvent>(out NodeEvent? node) ? node.Anchor : AnchorName.Empty;
        JsonElement value = _parser.TryConsume<Scalar>(out Scalar? scalar) ? Plain(scalar)
            : _parser.TryConsume<SequenceStart>(out _) ? List(depth) : Map(depth);
        if (!anchor.IsEmpty) _anchors[anchor.Value] = value;
        return value;
    }

    private JsonElement List(int depth)
    {
        var items = new List<JsonElement>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return JsonText.Build(json =>
        {
            json.WriteStartArray();
            foreach (JsonElement item in items) item.WriteTo(json);
            json.WriteEndArray();
        });
    }

    private JsonElement Map(int depth)
    {
        _parser.Consume<MappingStart>();
        var own = new OrderedDictionary<string, JsonElement>();
        var merged = new OrderedDictionary<string, JsonElement>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            Mark at = _parser.Current!.Start;
            if (!_parser.TryConsume<Scalar>(out Scalar? key)) throw new YamlException(at, at, "a key that is no text");
            JsonElement value = Node(depth + 1);
            if (key.Value == "<<" && key.Style == ScalarStyle.Plain && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                foreach (JsonElement part in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
                    foreach (JsonProperty item in part.EnumerateObject()) merged.TryAdd(item.Name, item.Value);
            else own[key.Value] = value;
        }
        foreach ((string name, JsonElement value) in merged) own.TryAdd(name, value);
        return JsonText.Build(json =>
        {
            json.WriteStartObject();
            foreach ((string name, JsonElement value) in own)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
            json.WriteEndObject();
        });
    }

    private static int Size(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => 1 + value.EnumerateArray().Sum(Size),
        JsonValueKind.Object => 1 + value.EnumerateObject().Sum(item => Size(item.Value)),
        _ => 1,
    };

    private static JsonElement Plain(Scalar scalar)
    {
        string text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag is { IsEmpty: false, Value: "tag:yaml.org,2002:str" or "!!str" or "!" }) return JsonText.Of(text);
        if (text is "" or "~" or "null" or "Null" or "NULL") return JsonText.Parse("null");
        if (text is "true" or "True" or "TRUE") return JsonText.Of(true);
        if (text is "false" or "False" or "FALSE") return JsonText.Of(false);
        if (Number().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)) return JsonText.Parse(NumberText.Of(number));
        return Radix().IsMatch(text) && text.Length < 15
            ? JsonText.Parse(Convert.ToInt64(text[2..], text[1] == 'x' ? 16 : 8).ToString(CultureInfo.InvariantCulture)) : JsonText.Of(text);
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex("^0(x[0-9a-fA-F]+|o[0-7]+)$")]
    private static partial Regex Radix();
}
