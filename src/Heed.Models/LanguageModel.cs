using Heed.Models.Generation;
using Heed.Models.Tokenizers;

namespace Heed.Models;

/// <summary>A model as its folder or file holds it: the transformer, the tokenizer where there is one, and what it is called.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Architecture">As in config.json, such as <c>GPT2LMHeadModel</c>.</param>
/// <param name="Transformer">The model; owned.</param>
/// <param name="Tokenizer">Null when the folder has none.</param>
public sealed record LanguageModel(string Name, string Architecture, Transformer Transformer, Tokenizer? Tokenizer) : IDisposable
{
    /// <summary>How its authors want it to generate.</summary>
    public GenerationDefaults Generation { get; init; } = new();

    /// <summary>The classes of its classification head; null where it has none, or they are not named.</summary>
    public ClassLabels? Labels { get; init; }

    /// <summary>The words of its training text, as written beside models that Heed trained; null when not known.</summary>
    public IReadOnlySet<string>? KnownWords { get; init; }

    /// <summary>Whether <see cref="ModelFolder.Save"/> can write it.</summary>
    public bool IsFolder { get; init; } = true;

    /// <summary>The tokenizer, which must be there.</summary>
    /// <exception cref="HeedException">There is none.</exception>
    public Tokenizer RequireTokenizer()
        => Tokenizer ?? throw new HeedException(
            $"{Name}: expected a tokenizer.json beside the weights; there is none, nor a tokenizer in a GGUF file, so text cannot be "
            + $"read. Add the model's tokenizer.json to the folder.");

    /// <summary>Gives the weights' memory back.</summary>
    public void Dispose() => Transformer.Dispose();
}
