namespace Heed.Models.Tokenizers;

/// <summary>
/// A tokenizer as a Hugging Face tokenizer.json describes it: text to token ids and back.
/// Once loaded it does not change; all members are safe for several threads.
/// </summary>
public sealed partial class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly AddedTokenFinder _rawFinder;
    private readonly AddedTokenFinder _normalizedFinder;
    private readonly Dictionary<int, AddedToken> _addedById;
    private readonly Dictionary<string, AddedToken> _addedByContent;

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _addedById = parts.AddedTokens.ToDictionary(token => token.Id);
        _addedByContent = parts.AddedTokens.ToDictionary(token => token.Content, StringComparer.Ordinal);
        _rawFinder = new AddedTokenFinder(parts.AddedTokens.Where(token => !token.Normalized).Select(token => (token, token.Content)));
        _normalizedFinder = new AddedTokenFinder(
            parts.AddedTokens
                .Where(token => token.Normalized)
                .Select(token => (token, Normalize(AlignedText.Of(token.Content)).ToString())));
        VocabularySize = 1 + Math.Max(
            parts.Model.Vocabulary.HighestId, parts.AddedTokens.Select(token => token.Id).DefaultIfEmpty(-1).Max());
    }

    /// <summary>One more than the highest id: the rows an embedding needs at least.</summary>
    public int VocabularySize { get; }

    /// <summary>
    /// How the file would cut texts that are too long; null: not at all. <see cref="Encode(string, bool)"/> never cuts: whether to is
    /// for the caller
    /// to say.
    /// </summary>
    public TruncationSettings? Truncation => _parts.Truncation;

    /// <summary>How the file would fill up the shorter texts of a batch; null: not at all. Encoding never fills.</summary>
    public PaddingSettings? Padding => _parts.Padding;

    /// <summary>Loads a tokenizer.json.</summary>
    /// <exception cref="HeedException">
    /// The file is missing or broken, or has a part of a kind that is not supported; the message names the place.
    /// </exception>
    public static Tokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Read(path, File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HeedException($"{path}: there is no such file. Expected a tokenizer.json.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: the file cannot be read ({error.Message}).", error);
        }
    }

    /// <summary>Writes the tokenizer.json that this tokenizer was made of.</summary>
    /// <exception cref="HeedException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFile.Write(path, stream => stream.Write(_parts.Json));
    }

    /// <summary>The id of a token as the vocabulary writes it, or of an added token; null where there is none.</summary>
    public int? TokenToId(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _addedByContent.TryGetValue(token, out var added) ? added.Id
            : _parts.Model.Vocabulary.TryGetId(token, out var id) ? id
            : null;
    }

    /// <summary>The token of an id as the vocabulary writes it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No token has this id.</exception>
    public string IdToToken(int id) =>
        TokenOrNull(id)
        ?? throw new ArgumentOutOfRangeException(nameof(id), id, $"id: no token has it; the highest is {VocabularySize - 1}.");

    /// <summary>The same; null where no token has this id, as some models have more embeddings than tokens.</summary>
    public string? FindToken(int id) => TokenOrNull(id);

    /// <summary>Whether the id belongs to a special token: one that decoding can leave out.</summary>
    public bool IsSpecial(int id) => _addedById.TryGetValue(id, out var added) && added.Special;

    internal static Tokenizer Read(string file, byte[] json) => new(TokenizerReader.Read(file, json));

    private string? TokenOrNull(int id) =>
        _addedById.TryGetValue(id, out var added) ? added.Content
        : _parts.Model.Vocabulary.TryGetToken(id, out var token) ? token
        : null;
}
