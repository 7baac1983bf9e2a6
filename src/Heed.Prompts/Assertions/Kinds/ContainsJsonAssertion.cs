using System.Text.Json;
using Heed.Prompts.JsonSchemas;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output contains an object of JSON, leniently read, and one that holds to a schema where one is given.</summary>
internal sealed class ContainsJsonAssertion : IAssertion
{
    public string Type => "contains-json";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        JsonSchema? schema = SchemaValue.Read(context);
        IReadOnlyList<SchemaError>? errors = null;
        foreach (JsonElement found in LenientJson.Objects(context.Output, context.Cancellation))
        {
            errors = schema?.Validate(found, context.Cancellation) ?? [];
            if (errors.Count == 0)
                return context.Binary(true, $"Expected output to not contain valid JSON{(schema is null ? "" : " that conforms to the provided schema")}");
        }
        return context.Binary(false, errors is null ? "Expected output to contain valid JSON" : SchemaValue.Failure(errors));
    }
}
