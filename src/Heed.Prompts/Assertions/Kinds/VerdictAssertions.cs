using System.Text.Json;
using Heed.Prompts.Assertions.Judges;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>The kinds that are a question to a judge.</summary>
internal static class VerdictAssertions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IAssertion> All { get; } =
    [
        new VerdictAssertion("llm-rubric", JudgePrompts.Rubric, Rubric),
        new VerdictAssertion("factuality", JudgePrompts.Factuality, Reference),
        new VerdictAssertion("model-graded-factuality", JudgePrompts.Factuality, Reference),
        new VerdictAssertion("model-graded-closedqa", JudgePrompts.ClosedQuestion, Criterion),
        new VerdictAssertion("g-eval", JudgePrompts.Rubric, Rubric, usual: 0.7),
        new VerdictAssertion("answer-relevance", JudgePrompts.Relevance, Answered, usual: 0.5),
    ];

    /// <summary>The names of a rubric's question; the rubric may be missing where the case asks in words of its own.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Rubric(AssertionContext context)
    {
        bool own = context.Assertion.RubricPrompt.ValueKind != JsonValueKind.Undefined
            || context.Case.Options.RubricPrompt.ValueKind != JsonValueKind.Undefined;
        return Names(("output", context.Output), ("rubric", own && context.HasNoValue() ? "" : Value(context)));
    }

    private static IReadOnlyDictionary<string, JsonElement> Reference(AssertionContext context)
        => Names(("input", context.Prompt), ("ideal", Value(context)), ("completion", context.Output));

    private static IReadOnlyDictionary<string, JsonElement> Criterion(AssertionContext context)
        => Names(("input", context.Prompt), ("criteria", Value(context)), ("completion", context.Output));

    private static IReadOnlyDictionary<string, JsonElement> Answered(AssertionContext context)
    {
        string question = context.Vars.TryGetValue("query", out JsonElement query) && query.ValueKind == JsonValueKind.String
            ? query.GetString()! : context.Prompt;
        return Names(("input", question), ("output", context.Output));
    }

    private static Dictionary<string, JsonElement> Names(params (string Name, string Text)[] names)
        => names.ToDictionary(name => name.Name, name => JsonText.Of(name.Text));

    private static string Value(AssertionContext context) => context.Value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => throw context.WrongValue("what the judge goes by"),
        JsonValueKind.Array => string.Join("\n", context.Value.EnumerateArray().Select(JsonText.Show)),
        _ => JsonText.Show(context.Value) is { Length: > 0 } text ? text : throw context.WrongValue("what the judge goes by"),
    };
}
