using Heed.Models.Chat;

namespace Heed.Models.Weights.Gguf;

/// <summary>The chat templates of a GGUF file.</summary>
internal static class GgufChat
{
    private const string Template = "tokenizer.chat_template";

    // Names in templates, and the keys their ids have.
    private static readonly (string Name, string Key)[] s_tokens =
    [
        ("bos_token", "bos"), ("eos_token", "eos"), ("unk_token", "unknown"), ("sep_token", "seperator"), ("pad_token", "padding"),
            ("cls_token", "cls"),
        ("mask_token", "mask"),
    ];

    /// <summary>Reads them; null where the file has none.</summary>
    /// <exception cref="HeedException">The file or a template is malformed.</exception>
    public static ChatTemplate? Read(string path)
    {
        using GgufFile file = GgufFile.Open(path);
        GgufMetadata metadata = file.Metadata;
        var templates = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        Add(ChatTemplate.DefaultName, Template);
        foreach (string name in metadata.Texts("tokenizer.chat_templates") ?? []) Add(name, $"{Template}.{name}");
        return templates.Count == 0 ? null : new ChatTemplate(templates, Tokens(metadata));

        void Add(string name, string key)
        {
            if (metadata.Text(key) is { } text) templates[name] = (text, $"{path}: {key}");
        }
    }

    private static Dictionary<string, string> Tokens(GgufMetadata metadata)
    {
        string[] tokens = metadata.Texts("tokenizer.ggml.tokens") ?? [];
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string key) in s_tokens)
            if (metadata.Whole($"tokenizer.ggml.{key}_token_id") is { } id && id >= 0 && id < tokens.Length) named[name] = tokens[id];
        return named;
    }
}
