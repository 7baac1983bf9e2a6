using System.Text.Json;
using System.Text.RegularExpressions;
using Heed.Models.Chat;
using Heed.Prompts.Assertions.Judges;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>
/// The judge of GitHub's .prompt.yml: <c>{modelId, prompt, choices: [{choice, score}], systemPrompt}</c>. The local judge is held to the choices: the
/// likeliest counts, and a score above 0 passes.
/// </summary>
internal sealed partial class GitHubJudgeAssertion : IAssertion
{
    public string Type => "github:llm";

    public bool Inverts => false;

    public bool KeepsValue => true;

    public AssertionResult Judge(AssertionContext context)
    {
        JsonElement settings = context.Value.ValueKind == JsonValueKind.Object ? context.Value : context.Assertion.Config;
        if (settings.ValueKind != JsonValueKind.Object) throw context.WrongValue("an object with prompt and choices");
        (string Choice, double Score)[] choices = Choices(context, settings);
        var messages = new List<ChatMessage>();
        if (Text(settings, "systemPrompt") is { } system) messages.Add(new ChatMessage("system", Filled(context, system)));
        messages.Add(new ChatMessage("user", Filled(context, Text(settings, "prompt") ?? throw context.Error("expected a text as prompt; there is none."))));
        string judge = LocalJudge.Find(context);
        double[] log = LocalJudge.Weigh(context, judge, messages, [.. choices.Select(choice => choice.Choice)]);
        (string choice, double score) = choices[Array.IndexOf(log, log.Max())];
        return context.Result(score > 0, score, $"{judge} chooses \"{choice}\"") with
        {
            Details = JsonText.Build(json =>
            {
                json.WriteStartObject();
                json.WriteString("judge", judge);
                json.WriteStartObject("logProbabilities");
                for (int i = 0; i < choices.Length; i++) json.WriteNumber(choices[i].Choice, log[i]);
                json.WriteEndObject();
                json.WriteEndObject();
            }),
        };
    }

    private static (string, double)[] Choices(AssertionContext context, JsonElement settings)
    {
        if (!settings.TryGetProperty("choices", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            throw context.Error("expected a list of choices, each with choice and score.");
        (string Choice, double)[] choices = [.. list.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Object && Text(item, "choice") is { Length: > 0 } choice
                && item.TryGetProperty("score", out JsonElement score) && score.ValueKind == JsonValueKind.Number
                ? (choice, score.GetDouble()) : throw context.Error("expected each of the choices to have a text as choice and a number as score."))];
        return choices.DistinctBy(choice => choice.Choice).Count() == choices.Length ? choices
            : throw context.Error("expected choices that differ; one comes twice.");
    }

    private static string? Text(JsonElement settings, string name)
        => settings.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    [GeneratedRegex(@"\{\{([^{}\s]+)\}\}")]
    private static partial Regex Name();

    // {{name}} without blanks is replaced, and nothing else.
    private static string Filled(AssertionContext context, string template)
    {
        var names = context.Vars.ToDictionary(name => name.Key, name => JsonText.Show(name.Value));
        names["completion"] = names["output"] = context.Output.Trim();
        // At once, so that what is put in is not looked through again.
        return Name().Replace(template, name => names.TryGetValue(name.Groups[1].Value, out string? value) ? value : name.Value);
    }
}
