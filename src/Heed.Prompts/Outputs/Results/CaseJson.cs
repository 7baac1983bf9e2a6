using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Outputs.Results;

/// <summary>A case and its assertions, as they stand in configurations: what <c>testCase</c> and <c>assertion</c> hold.</summary>
internal static class CaseJson
{
    public static void Write(Utf8JsonWriter json, string name, PlannedCase test)
    {
        json.WriteStartObject(name);
        json.WriteDefined("description", test.Description);
        json.WriteValues("vars", test.Vars);
        json.WriteDefined("provider", test.Provider?.Id);
        json.WriteDefined("providerOutput", test.ProviderOutput);
        json.WriteStartArray("assert");
        foreach (PlannedAssertion assertion in test.Assertions) WriteAssertion(json, assertion);
        json.WriteEndArray();
        if (test.Threshold is { } threshold) json.WriteFinite("threshold", threshold);
        WriteObject(json, "options", test.Options.Raw);
        WriteObject(json, "metadata", test.Metadata);
        json.WriteEndObject();
    }

    public static void WriteAssertion(Utf8JsonWriter json, PlannedAssertion assertion)
    {
        if (assertion.Raw.ValueKind == JsonValueKind.Object)
        {
            assertion.Raw.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        json.WriteString("type", (assertion.Not ? "not-" : "") + assertion.Type);
        json.WriteDefined("value", assertion.Value);
        if (assertion.Threshold is { } threshold) json.WriteFinite("threshold", threshold);
        if (assertion.Weight != 1) json.WriteFinite("weight", assertion.Weight);
        json.WriteDefined("metric", assertion.Metric);
        json.WriteDefined("transform", assertion.Transform);
        json.WriteDefined("provider", assertion.Grader);
        json.WriteDefined("rubricPrompt", assertion.RubricPrompt);
        json.WriteDefined("config", assertion.Config);
        if (assertion.Members.Count > 0)
        {
            json.WriteStartArray("assert");
            foreach (PlannedAssertion member in assertion.Members) WriteAssertion(json, member);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteDefined(name, value);
            return;
        }
        json.WriteStartObject(name);
        json.WriteEndObject();
    }
}
