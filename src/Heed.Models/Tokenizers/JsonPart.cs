using System.Text.Json;

namespace Heed.Models.Tokenizers;

/// <summary>A value inside a JSON file that knows its place, so that every complaint names the file and the path to the value.</summary>
internal readonly struct JsonPart(string file, string path, JsonElement element)
{
    public JsonElement Element => element;

    public bool IsNull => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>A member; <see cref="IsNull"/> where it is absent or null.</summary>
    public JsonPart this[string name]
    {
        get
        {
            Require(JsonValueKind.Object, "an object");
            try
            {
                element.TryGetProperty(name, out var value);
                return new JsonPart(file, path.Length == 0 ? name : $"{path}.{name}", value);
            }
            catch (InvalidOperationException)
            {
                throw Error("expected valid text as names; got an escape of half a character");
            }
        }
    }

    /// <summary>The part's own "type".</summary>
    public string Type() => this["type"].Text();

    public string Text()
    {
        Require(JsonValueKind.String, "a string");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error("expected valid text; got an escape of half a character");
        }
    }

    /// <summary>A text of one character (a surrogate pair counts as one).</summary>
    /// <param name="otherwise">What stands for an absent value; null: there must be one.</param>
    public string Character(string? otherwise)
    {
        if (IsNull && otherwise is not null)
        {
            return otherwise;
        }

        var text = Text();
        return text.Length == 1 || (text.Length == 2 && char.IsSurrogatePair(text, 0))
            ? text
            : throw Error($"expected one character; got '{text}'");
    }

    public bool Flag(bool otherwise) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => otherwise,
        _ => throw Error($"expected true or false; got {element.ValueKind}"),
    };

    public int Number()
    {
        Require(JsonValueKind.Number, "a whole number from 0 on");
        return element.TryGetInt32(out var value) && value is >= 0 and < int.MaxValue
            ? value
            : throw Error($"expected a whole number from 0 on; got {element.GetRawText()}");
    }

    public IEnumerable<JsonPart> Items()
    {
        Require(JsonValueKind.Array, "an array");
        var (theFile, thePath) = (file, path);
        return element.EnumerateArray().Select((item, i) => new JsonPart(theFile, $"{thePath}[{i}]", item));
    }

    /// <summary>The items of an array of which none may be null.</summary>
    public IEnumerable<JsonPart> Parts() => Items().Select(item => item.IsNull ? throw item.Error("expected an object; got null") : item);

    public IEnumerable<(string Name, JsonPart Value)> Members()
    {
        Require(JsonValueKind.Object, "an object");
        return Enumerate(this, file, path);

        static IEnumerable<(string, JsonPart)> Enumerate(JsonPart part, string file, string path)
        {
            foreach (var property in part.Element.EnumerateObject())
            {
                yield return (NameOf(part, property), new JsonPart(file, path + "." + property.Name, property.Value));
            }
        }

        static string NameOf(JsonPart part, JsonProperty property)
        {
            try
            {
                return property.Name;
            }
            catch (InvalidOperationException)
            {
                throw part.Error("expected valid text as names; got an escape of half a character");
            }
        }
    }

    /// <summary>The error that this value is at fault for.</summary>
    public HeedException Error(string complaint) => new($"{file}: {(path.Length == 0 ? "the file" : path)}: {complaint}.");

    /// <summary>The error of a kind of part that this version does not have.</summary>
    public HeedException NotSupported(string what, string supported) =>
        Unsupported($"{what} is not supported; expected one of {supported}. Choose a tokenizer built of these");

    /// <summary>The error of a value that is sound but asks for something Heed does not have.</summary>
    public HeedException Unsupported(string complaint) => new(Error(complaint).Message) { IsUnsupported = true };

    private void Require(JsonValueKind kind, string expected)
    {
        if (element.ValueKind != kind)
        {
            throw Error($"expected {expected}; got {(IsNull ? "nothing" : element.ValueKind)}");
        }
    }
}
