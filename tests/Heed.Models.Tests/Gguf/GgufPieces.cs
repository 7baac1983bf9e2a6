namespace Heed.Models.Tests.Gguf;

/// <summary>
/// A small SentencePiece vocabulary: marks, a byte, a space, letters, what they make, and two spaces found before anything else.
/// </summary>
internal static class GgufPieces
{
    private const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Byte = 6;

    public const int Count = 10;

    public static GgufWriter Small() => new GgufWriter()
        .With("tokenizer.ggml.model", "llama")
        .With("tokenizer.ggml.tokens", new[] { "<unk>", "<s>", "</s>", "<0x0A>", "▁", "a", "b", "ab", "▁ab", "▁▁" })
        .With("tokenizer.ggml.scores", new[] { 0f, 0, 0, 0, -5, -6, -7, -1, -2, -9 })
        .With("tokenizer.ggml.token_type", new[] { Unknown, Control, Control, Byte, Normal, Normal, Normal, Normal, Normal, UserDefined })
        .With("tokenizer.ggml.bos_token_id", 1u)
        .With("tokenizer.ggml.eos_token_id", 2u);
}
