using System.Text.Json;
using Heed.Prompts.Scripts;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// A line or a function's body of JavaScript says whether the output is right: a truth value, a number (at least the threshold, above 0 without one), or
/// <c>{pass, score, reason}</c>. Code that fails fails the assertion. <c>not-</c> turns truth values round, and nothing else, as in promptfoo.
/// </summary>
internal sealed class JavaScriptAssertion : IAssertion
{
    public string Type => "javascript";

    public bool Inverts => true;

    public AssertionResult Judge(AssertionContext context)
    {
        string code = context.TextValue(mayBeEmpty: true);
        JsonElement output = context.OutputValue.ValueKind == JsonValueKind.Undefined ? JsonText.Of(context.Output) : context.OutputValue;
        JsonElement said;
        try
        {
            var input = new ScriptInput(output, context.Vars) { Prompt = context.Prompt, Context = ScriptContext.Of(context) };
            said = Script.Evaluate(code, input, context.Cancellation);
        }
        catch (HeedException error) when (!error.IsUnsupported)
        {
            return context.Result(false, 0, $"Custom function threw error: {error.Message}");
        }
        return said.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False
                => context.Binary(said.ValueKind == JsonValueKind.True, $"Custom function returned {(context.Assertion.Not ? "true" : "false")}\n{code}"),
            JsonValueKind.Number => Number(context, said.GetDouble(), code),
            JsonValueKind.Object => Grading(context, said) ?? Wrong(context, said),
            _ => Wrong(context, said),
        };
    }

    private static AssertionResult Number(AssertionContext context, double score, string code)
    {
        bool pass = context.Assertion.Threshold is { } threshold ? score >= threshold : score > 0;
        return context.Result(pass, score, pass ? AssertionResults.Passed : $"Custom function returned {NumberText.Of(score)}\n{code}");
    }

    private static AssertionResult? Grading(AssertionContext context, JsonElement said)
    {
        if (!said.TryGetProperty("pass", out JsonElement pass) || pass.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
            || !said.TryGetProperty("score", out JsonElement score) || score.ValueKind != JsonValueKind.Number
            || !said.TryGetProperty("reason", out JsonElement reason) || reason.ValueKind != JsonValueKind.String) return null;
        var named = new Dictionary<string, double>();
        if (said.TryGetProperty("namedScores", out JsonElement scores) && scores.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty member in scores.EnumerateObject())
                if (member.Value.ValueKind == JsonValueKind.Number) named[member.Name] = member.Value.GetDouble();
        return context.Result(pass.ValueKind == JsonValueKind.True, score.GetDouble(), reason.GetString()!) with { NamedScores = named, Details = said };
    }

    private static AssertionResult Wrong(AssertionContext context, JsonElement said) => context.Result(false, 0,
        "Custom function threw error: expected true, false, a number or {pass, score, reason} of a truth value, a number and a text; got "
            + JsonText.Kind(said)
            + (said.ValueKind is JsonValueKind.Undefined ? "" : $": {JsonText.Compact(said)}"));
}
