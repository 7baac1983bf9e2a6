using System.Text.Json;
using Heed.Prompts.Plans;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>What assertions say, and how they complain of what they were given.</summary>
internal static class AssertionResults
{
    /// <summary>The reason of what holds.</summary>
    public const string Passed = "Assertion passed";

    /// <summary>A result with a score of its own; what became of <c>not-</c> is settled already.</summary>
    public static AssertionResult Result(this AssertionContext context, bool pass, double score, string reason)
        => new(context.Assertion, pass ? Verdict.Pass : Verdict.Fail, score, reason) { Value = context.Value };

    /// <summary>A result of 1 or 0, turned round by <c>not-</c>.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="holds">Whether the thing itself holds.</param>
    /// <param name="failure">What is said where the assertion fails.</param>
    public static AssertionResult Binary(this AssertionContext context, bool holds, string failure)
    {
        bool pass = holds != context.Assertion.Not;
        return context.Result(pass, pass ? 1 : 0, pass ? Passed : failure);
    }

    /// <summary>A result of a score held against a limit; <c>not-</c> turns both round.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="score">The score.</param>
    /// <param name="threshold">Passing begins here.</param>
    /// <param name="failure">Begins what is said where the assertion fails: <c>BLEU score 0.1234</c>.</param>
    public static AssertionResult Scored(this AssertionContext context, double score, double threshold, string failure)
    {
        bool not = context.Assertion.Not, pass = score >= threshold != not;
        string reason = pass ? Passed : $"{failure} is {(not ? "greater" : "less")} than threshold {NumberText.Of(threshold)}";
        return context.Result(pass, not ? 1 - score : score, reason);
    }

    /// <summary>Nothing, or <c>not </c>.</summary>
    public static string Not(this AssertionContext context) => context.Assertion.Not ? "not " : "";

    /// <summary>Whether there is no value.</summary>
    public static bool HasNoValue(this AssertionContext context) => context.Value.ValueKind == JsonValueKind.Undefined;

    /// <summary>The value as a text, which it must be.</summary>
    /// <exception cref="HeedException">It is none.</exception>
    public static string TextValue(this AssertionContext context, bool mayBeEmpty = false)
        => context.Value.ValueKind == JsonValueKind.String && context.Value.GetString() is { } text && (mayBeEmpty || text.Length > 0)
            ? text : throw context.WrongValue("a text");

    /// <summary>The value as texts: one, or a list of them.</summary>
    /// <exception cref="HeedException">It is neither.</exception>
    public static IReadOnlyList<string> TextValues(this AssertionContext context, bool mayBeEmpty = false)
        => context.Value.ValueKind == JsonValueKind.Array
            ? [.. context.Value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()!
                : throw context.WrongValue("a text or a list of texts"))]
            : [context.TextValue(mayBeEmpty)];

    /// <summary>An error that says what the value was expected to be.</summary>
    public static HeedException WrongValue(this AssertionContext context, string expected)
        => context.Error($"expected {expected} as value; got {JsonText.Kind(context.Value)}.");

    /// <summary>The limit, which must be there.</summary>
    /// <exception cref="HeedException">It is not.</exception>
    public static double Threshold(this AssertionContext context, string expected)
        => context.Assertion.Threshold ?? throw context.Error($"expected {expected} as threshold; there is none.");

    /// <summary>An error of an assertion, with its place.</summary>
    public static HeedException Error(this AssertionContext context, string problem, bool unsupported = false)
        => Error(context.Assertion, problem, unsupported);

    /// <summary>An error of an assertion, with its place.</summary>
    public static HeedException Error(PlannedAssertion assertion, string problem, bool unsupported = false)
        => new($"{assertion.Place}: {assertion.Type}: {problem}") { IsUnsupported = unsupported };

    /// <summary>An entry of the assertion's further keys; undefined where there is none.</summary>
    public static JsonElement Setting(this PlannedAssertion assertion, string name)
    {
        JsonElement config = assertion.Config;
        if (config.ValueKind != JsonValueKind.Object) return default;
        if (config.TryGetProperty(name, out JsonElement value)) return value;
        // The file's own "config:" stands beside other keys.
        return config.TryGetProperty("config", out JsonElement inner) && inner.ValueKind == JsonValueKind.Object
            && inner.TryGetProperty(name, out value) ? value : default;
    }
}
