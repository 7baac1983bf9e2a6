using System.Text.Json;
using Heed.Prompts.Scripts.Patterns;
using Heed.Prompts.Values;

namespace Heed.Prompts.JsonSchemas;

/// <summary>Looks a schema through before it is used.</summary>
/// <param name="owner">Keeps patterns and references.</param>
/// <param name="source">Begins messages.</param>
/// <param name="root">The whole schema.</param>
internal sealed class SchemaChecker(JsonSchema owner, string source, JsonElement root)
{
    private const int Deepest = 200;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private JsonElement _schema;
    private string _path = "#", _keyword = "";
    private int _depth;

    /// <summary>The schema whose keywords are looked at.</summary>
    public JsonElement Schema => _schema;

    /// <summary>Checks the whole.</summary>
    /// <exception cref="HeedException">It is no schema.</exception>
    public void Check() => Sub(root, "");

    /// <summary>Checks a schema inside the one that is looked at.</summary>
    public void Sub(JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False) return;
        if (++_depth > Deepest) throw Bad($"more than {Deepest} schemas inside each other");
        (JsonElement before, string beforePath, string beforeKeyword) = (_schema, _path, _keyword);
        _path += path;
        if (schema.ValueKind != JsonValueKind.Object) throw Bad($"expected a schema (an object, true or false); got {JsonText.Kind(schema)}");
        _schema = schema;
        foreach (JsonProperty member in schema.EnumerateObject())
        {
            _keyword = member.Name;
            if (!SchemaKeywords.All.TryGetValue(member.Name, out SchemaKeyword? keyword))
                throw Bad($"unknown keyword \"{member.Name}\""
                    + (NearestName.Of(member.Name, SchemaKeywords.All.Keys) is { } near ? $"; did you mean \"{near}\"?" : ""));
            keyword.Check(this, member.Value);
        }
        (_schema, _path, _keyword) = (before, beforePath, beforeKeyword);
        _depth--;
    }

    /// <summary>Checks the schema a keyword holds.</summary>
    public void Schemas(JsonElement argument) => Sub(argument, "/" + _keyword);

    /// <summary>Checks a list of schemas, which may not be empty.</summary>
    public void List(JsonElement argument)
    {
        Needs(argument.ValueKind == JsonValueKind.Array && argument.GetArrayLength() > 0, "a list of schemas with at least one", argument);
        int i = 0;
        foreach (JsonElement item in argument.EnumerateArray()) Sub(item, $"/{_keyword}/{i++}");
    }

    /// <summary>Checks an object of schemas.</summary>
    public void Map(JsonElement argument, Action<string>? name = null)
    {
        Needs(argument.ValueKind == JsonValueKind.Object, "an object of schemas", argument);
        string keyword = _keyword;
        foreach (JsonProperty member in argument.EnumerateObject())
        {
            name?.Invoke(member.Name);
            Sub(member.Value, $"/{keyword}/{JsonPointer.Escape(member.Name)}");
        }
    }

    /// <summary>Checks that an argument is what it must be.</summary>
    public void Needs(bool holds, string expected, JsonElement argument)
    {
        if (!holds) throw Bad($"{_keyword}: expected {expected}; got {JsonText.Kind(argument)}");
    }

    /// <summary>Checks for a whole number from 0 on.</summary>
    public void Count(JsonElement argument)
        => Needs(argument.ValueKind == JsonValueKind.Number && argument.GetDouble() is >= 0 and var n && n == Math.Floor(n),
            "a whole number from 0 on", argument);

    /// <summary>Checks for a list of different texts.</summary>
    public void Names(JsonElement argument)
        => Needs(argument.ValueKind == JsonValueKind.Array && argument.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            && argument.EnumerateArray().Select(item => item.GetString()).Distinct().Count() == argument.GetArrayLength(),
            "a list of different texts", argument);

    /// <summary>Reads a pattern, with the flag u as Ajv does.</summary>
    public void Pattern(string pattern)
    {
        try
        {
            owner.Patterns.TryAdd(pattern, new JavaScriptPattern(pattern, "u"));
        }
        catch (HeedException error)
        {
            throw Bad($"{_keyword}: {error.Message}");
        }
    }

    /// <summary>Finds what a reference names, and checks it.</summary>
    public void Reference(string reference)
    {
        if (!_seen.Add(reference)) return;
        JsonElement target = JsonPointer.Find(root, reference) ?? throw Bad(
            $"$ref: there is no '{reference}' in this schema. References reach inside the schema alone, such as #/definitions/name");
        owner.References[reference] = target;
        (string path, _path) = (_path, "");
        Sub(target, reference);
        _path = path;
    }

    /// <summary>An error of the schema.</summary>
    public HeedException Bad(string problem) => new($"{source}: schema at {_path}: {problem}.");
}
