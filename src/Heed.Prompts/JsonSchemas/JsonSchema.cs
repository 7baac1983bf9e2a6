using System.Text.Json;
using Heed.Prompts.Scripts.Patterns;

namespace Heed.Prompts.JsonSchemas;

/// <summary>
/// A JSON Schema of draft 7: all of its keywords, references inside the schema, formats; strict as Ajv is by default: what it does not know is an error of
/// the schema, never passed over.
/// </summary>
/// <remarks>Immutable; threads may share it. Source: https://json-schema.org/draft-07/json-schema-validation.</remarks>
public sealed class JsonSchema
{
    private readonly JsonElement _root;

    private JsonSchema(JsonElement root) => _root = root;

    internal Dictionary<string, JavaScriptPattern> Patterns { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, JsonElement> References { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a schema.</summary>
    /// <param name="schema">An object, or a truth value.</param>
    /// <param name="source">Where it came from; messages begin with it.</param>
    /// <exception cref="HeedException">It is no schema: an unknown keyword or format, an argument of a wrong type, a reference to nowhere.</exception>
    public static JsonSchema Parse(JsonElement schema, string source = "schema")
    {
        var read = new JsonSchema(schema.Clone());
        new SchemaChecker(read, source, read._root).Check();
        return read;
    }

    /// <summary>What a value does not hold to; empty where it holds to all.</summary>
    /// <param name="value">Any JSON value.</param>
    /// <param name="cancellation">Stops between keywords.</param>
    /// <exception cref="HeedException">The schema refers to itself without end, or a pattern takes too long.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<SchemaError> Validate(JsonElement value, CancellationToken cancellation = default)
    {
        var errors = new List<SchemaError>();
        new SchemaRun(this, _root, value, "", 0, errors, cancellation).Apply();
        return errors;
    }
}
