using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The output contains a text.</summary>
/// <param name="type">Its name.</param>
/// <param name="fold">What becomes of both texts first, such as <see cref="TextCase.Lower"/>.</param>
internal sealed class ContainsAssertion(string type, Func<string, string> fold) : IAssertion
{
    public string Type => type;

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        bool number = context.Value.ValueKind == JsonValueKind.Number && context.Value.GetDouble() != 0;
        if (!number && context.Value is not { ValueKind: JsonValueKind.String } || JsonText.Show(context.Value).Length == 0)
            throw context.WrongValue("a text or a number, not empty and not 0,");
        string value = JsonText.Show(context.Value);
        return context.Binary(
            fold(context.Output).Contains(fold(value), StringComparison.Ordinal), $"Expected output to {context.Not()}contain \"{value}\"");
    }
}
