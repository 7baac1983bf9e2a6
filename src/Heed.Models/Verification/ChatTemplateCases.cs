using Heed.Models.Chat;
using Heed.Models.Tokenizers;

namespace Heed.Models.Verification;

/// <summary>Conversations that other libraries rendered with chat templates, or that the templates refused.</summary>
/// <param name="folder">The folder, with the templates beside.</param>
/// <param name="list">Its cases.json.</param>
internal sealed class ChatTemplateCases(string folder, JsonPart list) : ICaseSource
{
    public IEnumerable<VerificationCase> Cases()
    {
        JsonPart templates = ReferenceJson.Read(Path.Combine(folder, Path.GetFileName(list["templates_file"].Text())));
        foreach (JsonPart item in list["cases"].Items())
            yield return new VerificationCase(item["id"].Text(), () => Check(templates, item));
    }

    private static Outcome Check(JsonPart templates, JsonPart item)
    {
        if (item["disputed"].Flag(false)) return Outcome.Skipped("the references disagree on the text");
        string name = item["template"].Text();
        JsonPart entry = templates[name];
        var tokens = new Dictionary<string, string>();
        foreach (string token in (ReadOnlySpan<string>)["bos_token", "eos_token"])
            if (!entry[token].IsNull) tokens[token] = entry[token].Text();
        ChatMessage[] messages = [.. item["messages"].Items().Select(message => ChatMessage.FromJson(message.Element))];
        var options = new ChatOptions { AddGenerationPrompt = item["add_generation_prompt"].Flag(false) };
        var comparison = new Comparison();
        if (!item["expected_error"].IsNull) comparison.Same("error", item["expected_error"].Text(), Refusal());
        else comparison.Same("text", item["expected"].Text(), Render());
        return comparison.Outcome();

        string Render() => ChatTemplate.Parse(entry["template"].Text(), name, tokens).Render(messages, options);

        // The template's own words, after where it stands.
        string Refusal()
        {
            try
            {
                return $"no error, but the text {Render()}";
            }
            catch (HeedException error) when (error.Message.IndexOf(ChatFunctions.Refusal, StringComparison.Ordinal) is >= 0 and var at)
            {
                return error.Message[(at + ChatFunctions.Refusal.Length)..];
            }
        }
    }
}
