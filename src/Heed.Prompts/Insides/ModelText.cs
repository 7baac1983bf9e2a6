using Heed.Models;
using Heed.Models.Chat;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;

namespace Heed.Prompts.Insides;

/// <summary>
/// A prompt as its model reads it, and where parts of the prompt stand there: a chat template writes more around them, and JSON escapes are undone. A part is
/// found by rendering once more with a mark on either side of it; where that changes anything else, the part has no place that could be told.
/// </summary>
internal sealed class ModelText
{
    private readonly LanguageModel _model;
    private readonly ChatTemplate? _template;
    private readonly string _prompt;
    private readonly bool? _chat;

    private ModelText(LanguageModel model, ChatTemplate? template, string prompt, bool? chat)
    {
        (_model, _template, _prompt, _chat) = (model, template, prompt, chat);
        Text = ModelPrompt.Of(model, template, prompt, chat).Text;
    }

    /// <summary>What the model reads.</summary>
    public string Text { get; }

    /// <summary>Whether the tokenizer adds its special tokens, which a chat template writes itself.</summary>
    public bool AddSpecialTokens => _template is null || _chat == false;

    /// <summary>The prompt of a row.</summary>
    /// <exception cref="HeedException">The prompt is empty, or a conversation is wanted and the model has no template.</exception>
    public static ModelText Of(AssertionContext context, LanguageModel model, string name)
        => new(model, context.Models.LoadChatTemplate(name), context.Prompt,
            ModelParameters.Read(context.Column.Provider.Config, context.Column.Prompt.Config, context.Column.Provider.Id).Chat);

    /// <summary>Where a part of the prompt stands in <see cref="Text"/>, and around it the prompt, or the message that holds it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="start">Its first character in the prompt.</param>
    /// <param name="length">Characters.</param>
    /// <exception cref="HeedException">The place cannot be told.</exception>
    public (Range Part, Range Around) Place(string name, int start, int length)
    {
        while (length > 0 && char.IsWhiteSpace(_prompt[start])) (start, length) = (start + 1, length - 1);
        while (length > 0 && char.IsWhiteSpace(_prompt[start + length - 1])) length--;
        if (length == 0) throw new HeedException($"span: '{name}' is empty in this prompt. Fill it, or name another.");
        if (Text == _prompt) return (start..(start + length), 0..Text.Length);
        (char open, char close) = Marks();
        string marked = $"{_prompt[..start]}{open}{_prompt.AsSpan(start, length)}{close}{_prompt[(start + length)..]}";
        string written = ModelPrompt.Of(_model, _template, marked, _chat).Text;
        int from = written.IndexOf(open), to = written.IndexOf(close) - 1;
        if (from < 0 || to < from || Plain(written) != Text)
            throw new HeedException($"span: the chat template of {_model.Name} changes the words of '{name}', or the span reaches over several "
                + "messages; where it stands cannot be told. Mark a part of one message.");
        string content = Contents(marked).First(one => one.Contains(open, StringComparison.Ordinal));
        string lead = content[..content.IndexOf(open)].TrimStart();
        string plain = Plain(content).Trim();
        int around = from - lead.Length;
        return around >= 0 && Text.AsSpan(around).StartsWith(plain) ? (from..to, around..(around + plain.Length))
            : throw new HeedException($"span: the chat template of {_model.Name} changes the words around '{name}'; where they stand cannot be told.");

        string Plain(string text) => text.Replace(open.ToString(), "", StringComparison.Ordinal).Replace(close.ToString(), "", StringComparison.Ordinal);
    }

    /// <summary>Where the prompt, or the last message of it, stands in <see cref="Text"/>.</summary>
    /// <exception cref="HeedException">The place cannot be told.</exception>
    public Range Last()
    {
        string content = Contents(_prompt)[^1].Trim();
        int start = content.Length == 0 ? -1 : Text.LastIndexOf(content, StringComparison.Ordinal);
        return start >= 0 ? start..(start + content.Length)
            : throw new HeedException($"prompt: the chat template of {_model.Name} changes the words of the last message; where they stand cannot be told.");
    }

    private static IReadOnlyList<string> Contents(string prompt)
        => ModelPrompt.Messages(prompt) is { } messages ? [.. messages.Select(message => ModelPrompt.TextOf(message) ?? "")] : [prompt];

    // Private-use characters mean nothing to anyone; the first two that the prompt does not use.
    private (char Open, char Close) Marks()
    {
        char[] free = [.. Enumerable.Range(0xE000, 0x1900).Select(code => (char)code).Where(mark => !_prompt.Contains(mark) && !Text.Contains(mark)).Take(2)];
        return (free[0], free[1]);
    }
}
