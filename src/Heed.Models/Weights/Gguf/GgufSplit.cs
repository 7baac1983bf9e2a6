using Heed.Models.Tokenizers;

namespace Heed.Models.Weights.Gguf;

/// <summary>How a byte-level tokenizer cuts texts into words, by the name that GGUF files give it (<c>tokenizer.ggml.pre</c>).</summary>
/// <param name="Patterns">Expressions, each of which cuts the pieces of those before.</param>
internal sealed record GgufSplit(params string[] Patterns)
{
    private const string Digit = @"\p{N}";

    // Mistral's Tekken: words end where a capital follows a small letter, single digits, no contractions.
    private const string Tekken =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        + @"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly GgufSplit s_gpt2 = new(WordPatterns.Gpt2),
        s_llama3 = new(WordPatterns.Cl100k) { WholeWords = true, Begins = true };
    private static readonly GgufSplit s_cl100k = new(WordPatterns.Cl100k), s_digitsFirst = new(Digit, WordPatterns.Gpt2);

    private static readonly Dictionary<string, GgufSplit> s_all = new(StringComparer.Ordinal)
    {
        // What llama.cpp does where a file names none.
        ["default"] = new(@"[\p{P}\$\+<=>\^~\|]+", WordPatterns.Gpt2, @"\p{N}+", "[0-9][0-9][0-9]"),
        ["gpt-2"] = s_gpt2, ["phi-2"] = s_gpt2, ["roberta-bpe"] = s_gpt2,
        ["llama3"] = s_llama3, ["llama-v3"] = s_llama3, ["llama-bpe"] = s_llama3, ["falcon3"] = s_llama3,
        ["dbrx"] = s_cl100k, ["smaug-bpe"] = s_cl100k,
        ["qwen2"] = new(WordPatterns.Qwen) { Composes = true }, ["deepseek-r1-qwen"] = new(WordPatterns.Qwen),
        ["smollm"] = s_digitsFirst, ["starcoder"] = s_digitsFirst, ["refact"] = s_digitsFirst, ["codeshell"] = s_digitsFirst,
        ["gpt-4o"] = new(WordPatterns.O200k), ["llama4"] = new(WordPatterns.O200k),
        ["tekken"] = new(Tekken) { WholeWords = true, Begins = true },
    };

    /// <summary>Whether a word that is a token is taken whole, whatever its merges.</summary>
    public bool WholeWords { get; init; }

    /// <summary>Whether texts begin with a token where the file does not say.</summary>
    public bool Begins { get; init; }

    /// <summary>Whether the model's own tokenizer.json composes characters first (NFC), which the format has no key for.</summary>
    public bool Composes { get; init; }

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_all.Keys;

    /// <summary>The one of a name; null where there is none.</summary>
    public static GgufSplit? Of(string name) => s_all.GetValueOrDefault(name);
}
