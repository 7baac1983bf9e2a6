using System.Text.Json;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The answer was not flagged by its provider's safety checks. Local models have none, and an answer without them passes with score 0.</summary>
internal sealed class GuardrailsAssertion : IAssertion
{
    public string Type => "guardrails";

    public bool Inverts => false;

    public AssertionResult Judge(AssertionContext context)
    {
        if (context.Answer.Metadata is not { ValueKind: JsonValueKind.Object } metadata || !metadata.TryGetProperty("guardrails", out JsonElement checks)
            || checks.ValueKind != JsonValueKind.Object)
            return context.Result(true, 0, "The answer was not checked for safety");
        bool flagged = checks.TryGetProperty("flagged", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        string reason = checks.TryGetProperty("reason", out JsonElement why) && why.ValueKind == JsonValueKind.String
            ? why.GetString()! : "Content failed safety checks";
        return context.Result(!flagged, flagged ? 0 : 1, flagged ? reason : AssertionResults.Passed);
    }
}
