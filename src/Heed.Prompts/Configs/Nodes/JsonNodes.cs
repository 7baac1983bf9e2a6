using System.Text;
using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>Reads strict JSON, and keeps where everything stands.</summary>
internal static class JsonNodes
{
    // As deep as YAML may be.
    private const int Deepest = 100;

    /// <summary>Reads a document.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="firstLine">The line of the file that the text begins in.</param>
    /// <exception cref="HeedException">It is no JSON; the message names line and column.</exception>
    public static ConfigNode Read(string text, string file, int firstLine = 1)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var places = new TextPlaces(bytes, file, firstLine);
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest });
            reader.Read();
            ConfigNode root = Node(ref reader, places);
            return reader.Read() ? throw new HeedException($"{places.At(reader.TokenStartIndex)}: expected the end; more follows.") : root;
        }
        catch (JsonException error)
        {
            var place = new Place(file, firstLine + (int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0) + 1);
            string reason = error.Message.Split(" LineNumber:")[0];
            throw new HeedException($"{place}: expected JSON; {reason}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new HeedException($"{file}, line {firstLine}: expected valid text; an escape stands for half a character.", error);
        }
    }

    private static ConfigNode Node(ref Utf8JsonReader reader, TextPlaces places)
    {
        Place place = places.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<ConfigNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Node(ref reader, places));
                return ConfigNode.Of(place, items);
            case JsonTokenType.StartObject:
                var entries = new List<ConfigEntry>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    (string name, Place at) = (reader.GetString()!, places.At(reader.TokenStartIndex));
                    reader.Read();
                    entries.Add(new ConfigEntry(name, at, Node(ref reader, places)));
                }
                return ConfigNode.Of(place, entries);
            case JsonTokenType.String:
                return ConfigNode.Of(place, reader.GetString()!);
            case JsonTokenType.Number:
                return ConfigNode.Of(place, reader.GetDouble());
            case JsonTokenType.True or JsonTokenType.False:
                return ConfigNode.Of(place, reader.TokenType == JsonTokenType.True);
            default:
                return ConfigNode.Null(place);
        }
    }
}
