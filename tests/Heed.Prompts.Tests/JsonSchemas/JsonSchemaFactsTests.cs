using System.Text.Json;
using Heed.Prompts.JsonSchemas;

namespace Heed.Prompts.Tests.JsonSchemas;

/// <summary>What Ajv 8.20 with ajv-formats gave for schemas and values of our own (facts.json).</summary>
public sealed class JsonSchemaFactsTests
{
    [Fact]
    public void Validate_Facts_AreThoseOfAjv()
    {
        string file = Path.Combine(Repository.Root, "tests", "Heed.Prompts.Tests", "JsonSchemas", "facts.json");
        JsonElement facts = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        string[] wrong = [.. facts.EnumerateArray().Select(Difference).OfType<string>()];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static string? Difference(JsonElement fact)
    {
        JsonSchema schema;
        try
        {
            schema = JsonSchema.Parse(fact.GetProperty("schema"));
        }
        catch (HeedException error)
        {
            return fact.TryGetProperty("sound", out JsonElement bad) && !bad.GetBoolean() ? null : $"{fact.GetRawText()} gave {error.Message}";
        }
        if (fact.TryGetProperty("sound", out JsonElement sound)) return sound.GetBoolean() ? null : $"{fact.GetRawText()} is sound to Heed";
        IReadOnlyList<SchemaError> errors = schema.Validate(fact.GetProperty("value"), TestContext.Current.CancellationToken);
        bool same = errors.Count == 0 == fact.GetProperty("valid").GetBoolean();
        // Of a choice that failed Ajv names the choices' own errors too.
        if (same && fact.TryGetProperty("errors", out JsonElement list))
            same = errors.All(error => list.EnumerateArray().Any(known => known.GetString() == $"{error.InstancePath} {error.Keyword}")
                || error.Keyword == "propertyNames");
        return same ? null : $"{fact.GetRawText()} gave {string.Join("; ", errors.Select(e => $"{e.InstancePath} {e.Keyword} {e.Message}"))}";
    }
}
