using Heed.Models.Templates;
using Heed.Models.Templates.Values;

namespace Heed.Models.Chat;

/// <summary>How a model writes a conversation as text: the chat template of its folder.</summary>
/// <remarks>
/// The language is <see cref="Template"/>, with trim_blocks and lstrip_blocks on, <c>raise_exception</c>, <c>strftime_now</c> and a
/// <c>tojson</c> that
/// keeps order and characters, as in Hugging Face's library. Immutable; threads may share it.
/// </remarks>
public sealed class ChatTemplate
{
    /// <summary>The name of the template used where nothing else is asked for.</summary>
    public const string DefaultName = "default";

    /// <summary>The name of the template used where tools are given and the folder has one for them.</summary>
    public const string ToolsName = "tool_use";

    private static readonly TemplateSettings _settings = new() { TrimBlocks = true, LstripBlocks = true };

    private readonly Dictionary<string, Template> _templates;

    internal ChatTemplate(
        IReadOnlyDictionary<string, (string Text, string Source)> templates, IReadOnlyDictionary<string, string> specialTokens)
    {
        _templates = templates.ToDictionary(
            t => t.Key, t => Template.Parse(t.Value.Text, t.Value.Source, _settings), StringComparer.Ordinal);
        SpecialTokens = specialTokens;
    }

    /// <summary>The special tokens templates read, such as <c>bos_token</c>, as the folder's tokenizer_config.json gives them.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <param name="specialTokens">Special tokens by name, such as <c>bos_token</c>.</param>
    /// <exception cref="HeedException">
    /// It is malformed or uses a construct Heed does not have; the message names it and its line.
    /// </exception>
    public static ChatTemplate Parse(
        string text, string source = "chat template", IReadOnlyDictionary<string, string>? specialTokens = null)
        => new(
            new Dictionary<string, (string, string)> { [DefaultName] = (text, source) },
            specialTokens ?? new Dictionary<string, string>());

    /// <summary>
    /// Reads the template a model folder brings: chat_template.jinja, else what tokenizer_config.json holds; or what the metadata of a GGUF
    /// file holds.
    /// </summary>
    /// <param name="folder">The folder, or a GGUF file.</param>
    /// <returns>The template, or null where there is none.</returns>
    /// <exception cref="HeedException">A file is malformed, or a template uses a construct Heed does not have.</exception>
    public static ChatTemplate? TryLoad(string folder) => ChatTemplateFiles.Read(folder);

    /// <summary>The same where there must be one.</summary>
    /// <exception cref="HeedException">
    /// The folder has none, a file is malformed, or a template uses a construct Heed does not have.
    /// </exception>
    public static ChatTemplate Load(string folder) => TryLoad(folder) ?? throw new HeedException(
        $"{folder}: expected a chat template, in chat_template.jinja or as \"chat_template\" in tokenizer_config.json; there is none. "
        + "The model may not be made for conversations: give it plain text.");

    /// <summary>Writes a conversation.</summary>
    /// <param name="messages">The turns, oldest first.</param>
    /// <param name="options">Tools, variables and whether an answer is to begin; the default where left out.</param>
    /// <exception cref="HeedException">
    /// The template refuses the messages (the message says why), needs something that is not there, or does not end within its limits.
    /// </exception>
    public string Render(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        options ??= new ChatOptions();
        var variables = new List<(string, object?)>
        {
            ("raise_exception", ChatFunctions.RaiseException), ("strftime_now", ChatFunctions.StrftimeNow(options.Clock)),
        };
        variables.AddRange(SpecialTokens.Select(token => (token.Key, (object?)token.Value)));
        variables.Add(("messages", ValueInput.From(messages.Select(message => message.Members()), "messages")));
        variables.Add(("tools", ValueInput.From(options.Tools, "tools")));
        variables.Add(("documents", ValueInput.From(options.Documents, "documents")));
        variables.Add(("add_generation_prompt", options.AddGenerationPrompt));
        variables.AddRange(options.Variables.Select(pair => (pair.Key, ValueInput.From(pair.Value, pair.Key))));
        return Choose(options.Tools is not null).Render(variables);
    }

    private Template Choose(bool withTools)
    {
        if (withTools && _templates.TryGetValue(ToolsName, out Template? forTools)) return forTools;
        return _templates.TryGetValue(DefaultName, out Template? template) ? template : throw new HeedException(
            $"chat template: expected one named '{DefaultName}'; there are {string.Join(", ", _templates.Keys)}. Give tools, or a folder with a default template.");
    }
}
