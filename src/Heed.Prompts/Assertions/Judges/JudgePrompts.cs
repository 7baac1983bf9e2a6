using System.Text.Json;
using Heed.Models.Chat;
using Heed.Prompts.Templating;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Judges;

/// <summary>What local judges are asked: short, as small models have small windows. A test may give words of its own as <c>rubricPrompt</c>.</summary>
internal static class JudgePrompts
{
    /// <summary>Whether an output meets a rubric.</summary>
    public const string Rubric = "Output: {{output}}\n\nRubric: {{rubric}}\n\nDoes the output meet the rubric?";

    /// <summary>Whether an output agrees with a reference.</summary>
    public const string Factuality = "Question: {{input}}\n\nReference: {{ideal}}\n\nAnswer: {{completion}}\n\nDoes the answer agree with the reference?";

    /// <summary>Whether an answer meets a criterion.</summary>
    public const string ClosedQuestion = "Question: {{input}}\n\nAnswer: {{completion}}\n\nCriterion: {{criteria}}\n\nDoes the answer meet the criterion?";

    /// <summary>Whether an answer has to do with its question.</summary>
    public const string Relevance = "Question: {{input}}\n\nAnswer: {{output}}\n\nDoes the answer address the question?";

    private const string Cue = "\n\nAnswer yes or no:";

    /// <summary>The messages of a question, the case's own words first, and what the verdict is asked with at the end.</summary>
    /// <param name="context">What is judged.</param>
    /// <param name="usual">The question where the case has no words of its own.</param>
    /// <param name="names">What its names stand for, beside the case's variables.</param>
    /// <exception cref="HeedException">The case's own words are no text and no list of messages, or their template is malformed.</exception>
    public static IReadOnlyList<ChatMessage> Of(AssertionContext context, string usual, IReadOnlyDictionary<string, JsonElement> names)
    {
        JsonElement own = context.Assertion.RubricPrompt.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            ? context.Case.Options.RubricPrompt : context.Assertion.RubricPrompt;
        if (own.ValueKind == JsonValueKind.String && AssertionValues.IsFile(own.GetString()!))
            own = AssertionValues.ReadFile(context.Assertion, own.GetString()!, context.Folder);
        if (own.ValueKind == JsonValueKind.String && StrictJson.TryParse(own.GetString()!, out JsonElement list)
            && list.ValueKind == JsonValueKind.Array) own = list;
        ChatMessage[] messages = own.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [new ChatMessage("user", usual)],
            JsonValueKind.String => [new ChatMessage("user", own.GetString())],
            JsonValueKind.Array => [.. own.EnumerateArray().Select(ChatMessage.FromJson)],
            _ => throw context.Error($"expected a text or a list of messages as rubricPrompt; got {JsonText.Kind(own)}."),
        };
        if (messages.Length == 0) throw context.Error("expected at least one message as rubricPrompt; the list is empty.");
        var all = new Dictionary<string, JsonElement>(context.Vars);
        foreach ((string name, JsonElement value) in names) all[name] = value;
        for (int i = 0; i < messages.Length; i++)
            messages[i] = messages[i] with { Content = PromptTemplates.RenderText(messages[i].Content ?? "", all, context.Environment) };
        messages[^1] = messages[^1] with { Content = messages[^1].Content!.TrimEnd() + Cue };
        return messages;
    }
}
