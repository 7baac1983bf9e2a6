using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output is the value: as texts, or as JSON where the value is an object, a list or null.</summary>
/// <remarks>An output that is no JSON is not equal to an object, and fails <c>not-equals</c> too, as in promptfoo.</remarks>
internal sealed class EqualsAssertion : IAssertion
{
    public string Type => "equals";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        if (context.HasNoValue()) throw context.WrongValue("a text, a number, a list or an object");
        string failure = $"Expected output \"{context.Output}\" to {context.Not()}equal \"{JsonText.Show(context.Value)}\"";
        if (context.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
            return context.Binary(context.Output == JsonText.Show(context.Value), failure);
        return StrictJson.TryParse(context.Output, out JsonElement output)
            ? context.Binary(JsonEquality.AreEqual(output, context.Value), failure) : context.Result(false, 0, failure);
    }
}
