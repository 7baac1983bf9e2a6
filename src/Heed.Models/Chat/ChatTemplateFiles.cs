using Heed.Models.Tokenizers;
using Heed.Models.Verification;
using Heed.Models.Weights.Gguf;

namespace Heed.Models.Chat;

/// <summary>Where Hugging Face folders keep their chat templates and special tokens.</summary>
internal static class ChatTemplateFiles
{
    private const string ConfigName = "tokenizer_config.json";
    private const string TemplateName = "chat_template.jinja";
    private const string MoreFolder = "additional_chat_templates";

    private static readonly string[] _tokens = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    /// <summary>The folder's templates, or null where it has none.</summary>
    public static ChatTemplate? Read(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
            throw new HeedException("chat template: expected the path of a model folder; got an empty text.");
        if (File.Exists(folder)) return GgufChat.Read(folder);
        if (!Directory.Exists(folder)) throw new HeedException($"chat template: expected a model folder; there is no folder '{folder}'.");
        string configFile = Path.Combine(folder, ConfigName), templateFile = Path.Combine(folder, TemplateName);
        JsonPart? config = File.Exists(configFile) ? ReferenceJson.Read(configFile) : null;
        var templates = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        // The file of its own wins, as in the original library.
        if (File.Exists(templateFile)) templates[ChatTemplate.DefaultName] = (Text(templateFile), templateFile);
        else if (config is { } part) Add(templates, part["chat_template"], configFile);
        string more = Path.Combine(folder, MoreFolder);
        if (Directory.Exists(more))
            foreach (string file in Directory.EnumerateFiles(more, "*.jinja"))
                templates[Path.GetFileNameWithoutExtension(file)] = (Text(file), file);
        if (templates.Count == 0) return GgufModel.Find(folder) is { } file ? GgufChat.Read(file) : null;
        return new ChatTemplate(templates, SpecialTokens(folder, config));
    }

    private static void Add(Dictionary<string, (string, string)> templates, JsonPart part, string file)
    {
        if (part.IsNull) return;
        if (part.Element.ValueKind == System.Text.Json.JsonValueKind.String)
        {
            templates[ChatTemplate.DefaultName] = (part.Text(), $"{file}: chat_template");
            return;
        }
        foreach (JsonPart item in part.Parts())
            templates[item["name"].Text()] = (item["template"].Text(), $"{file}: chat_template '{item["name"].Text()}'");
    }

    private static Dictionary<string, string> SpecialTokens(string folder, JsonPart? config)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        string mapFile = Path.Combine(folder, "special_tokens_map.json");
        if (File.Exists(mapFile)) Take(ReferenceJson.Read(mapFile));
        if (config is { } part) Take(part);
        return tokens;

        // "<s>", or an object with the same as content.
        void Take(JsonPart part)
        {
            foreach (string name in _tokens)
            {
                JsonPart token = part[name];
                if (!token.IsNull) tokens[name] = token.Element.ValueKind == System.Text.Json.JsonValueKind.Object
                    ? token["content"].Text() : token.Text();
            }
        }
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{file}: the chat template cannot be read ({error.Message}).", error);
        }
    }
}
