using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tasks;

namespace Heed.Prompts.Answers;

/// <summary>The local models of a run: each is loaded once, when it is first asked for, and lent. Safe for several threads.</summary>
public interface IModels
{
    /// <summary>A model.</summary>
    /// <param name="name">A built-in model, a folder, a GGUF file, or a repository that was fetched; <c>heed:</c> in front is passed over.</param>
    /// <exception cref="HeedException">There is none, or it cannot be used.</exception>
    LanguageModel Load(string name);

    /// <summary>A model that embeds sentences.</summary>
    /// <param name="name">As above; null for the usual one.</param>
    /// <exception cref="HeedException">There is none, or it cannot be used.</exception>
    SentenceEmbedder LoadEmbedder(string? name);

    /// <summary>How the model writes conversations; null where it has no template of its own.</summary>
    /// <param name="name">As above.</param>
    /// <exception cref="HeedException">There is no such model, or its template cannot be used.</exception>
    ChatTemplate? LoadChatTemplate(string name) => null;

    /// <summary>sha256 over the model's weights and configuration, and over its tokenizer, in hexadecimal.</summary>
    /// <param name="name">As above; null for the usual one that embeds.</param>
    /// <exception cref="HeedException">There is none.</exception>
    (string Model, string Tokenizer) Hashes(string? name);
}
