using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>Which of two formulas an assertion asks for: promptfoo's, or with <c>standard: true</c> the published one.</summary>
internal static class Formula
{
    /// <summary>Whether the published one.</summary>
    /// <exception cref="HeedException"><c>standard</c> is no truth value.</exception>
    public static bool IsStandard(AssertionContext context) => context.Assertion.Setting("standard") switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        var other => throw context.Error($"expected true or false as standard; got {JsonText.Kind(other)}."),
    };
}
