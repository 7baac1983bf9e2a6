using System.Text.Json;
using Heed.Prompts.JsonSchemas;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The whole output is JSON, and holds to a schema where one is given; <c>not-</c> turns that whole statement round.</summary>
internal sealed class IsJsonAssertion : IAssertion
{
    public string Type => "is-json";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        JsonSchema? schema = SchemaValue.Read(context);
        if (!StrictJson.TryParse(context.Output, out JsonElement output)) return context.Binary(false, "Expected output to be valid JSON");
        if (schema is null) return context.Binary(true, "Expected output to not be valid JSON");
        IReadOnlyList<SchemaError> errors = schema.Validate(output, context.Cancellation);
        return context.Binary(errors.Count == 0, context.Assertion.Not ? "Expected output to not be JSON that conforms to the provided schema"
            : SchemaValue.Failure(errors));
    }
}
