using System.Text.Json;
using Heed.Prompts.Scripts.Patterns;

namespace Heed.Prompts.JsonSchemas;

/// <summary>Holds one value to one schema; those inside are runs of their own.</summary>
/// <param name="owner">Has patterns and references.</param>
/// <param name="schema">The schema.</param>
/// <param name="value">The value.</param>
/// <param name="path">Where the value stands.</param>
/// <param name="depth">How many runs this one stands in.</param>
/// <param name="errors">What was found.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class SchemaRun(
    JsonSchema owner, JsonElement schema, JsonElement value, string path, int depth, List<SchemaError> errors, CancellationToken cancellation)
{
    private const int Deepest = 300;

    /// <summary>The schema.</summary>
    public JsonElement Schema => schema;

    /// <summary>The value.</summary>
    public JsonElement Value => value;

    /// <summary>Holds the value to all keywords.</summary>
    public void Apply()
    {
        cancellation.ThrowIfCancellationRequested();
        if (depth > Deepest) throw new HeedException($"schema: refers to itself without end at data{path}; expected each round to go deeper into the value.");
        if (schema.ValueKind == JsonValueKind.False) Error("false schema", "is not allowed here");
        if (schema.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty member in schema.EnumerateObject()) SchemaKeywords.All[member.Name].Apply?.Invoke(this, member.Value);
    }

    /// <summary>Another keyword of the same schema; undefined where it is not there.</summary>
    public JsonElement Other(string keyword) => schema.TryGetProperty(keyword, out JsonElement argument) ? argument : default;

    /// <summary>Holds the same value to another schema.</summary>
    public void Also(JsonElement other) => new SchemaRun(owner, other, value, path, depth + 1, errors, cancellation).Apply();

    /// <summary>Holds what stands inside the value to a schema.</summary>
    public void Inside(JsonElement other, JsonElement inner, string name)
        => new SchemaRun(owner, other, inner, $"{path}/{JsonPointer.Escape(name)}", depth + 1, errors, cancellation).Apply();

    /// <summary>Whether a value holds to a schema, without a word about it.</summary>
    public bool Holds(JsonElement other, JsonElement inner)
    {
        var found = new List<SchemaError>();
        new SchemaRun(owner, other, inner, path, depth + 1, found, cancellation).Apply();
        return found.Count == 0;
    }

    /// <summary>What a reference names.</summary>
    public JsonElement Reference(string reference) => owner.References[reference];

    /// <summary>A pattern that was checked.</summary>
    public JavaScriptPattern Pattern(string pattern) => owner.Patterns[pattern];

    /// <summary>Says what is wrong.</summary>
    public void Error(string keyword, string message) => errors.Add(new SchemaError(path, keyword, message));
}
