using System.Text.Json;

namespace Heed.Models.Tokenizers;

/// <summary>Reads a tokenizer.json. A part of a kind that Heed does not have is refused, never left out.</summary>
/// <remarks>
/// "truncation" and "padding" are read and handed on; encoding does neither, because length and padding are the caller's.
/// Source: the file format of the Hugging Face tokenizers library.
/// </remarks>
internal static class TokenizerReader
{
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="HeedException">The content is broken or asks for what is not supported.</exception>
    public static TokenizerParts Read(string file, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(new JsonPart(file, "", document.RootElement), json);
        }
        catch (JsonException error)
        {
            throw new HeedException($"{file}: expected a tokenizer.json; the file is not JSON ({error.Message}).", error);
        }
    }

    private static TokenizerParts Read(JsonPart root, byte[] json)
    {
        var model = TokenModelReader.Read(root["model"]);
        var added = ReadAddedTokens(root["added_tokens"], model.Vocabulary);
        var addedIds = added.Select(token => token.Id).ToHashSet();
        return new TokenizerParts(
            NormalizerReader.Read(root["normalizer"]),
            PreTokenizerReader.Read(root["pre_tokenizer"]),
            model,
            PostProcessorReader.Read(root["post_processor"], id => addedIds.Contains(id) || model.Vocabulary.TryGetToken(id, out _)),
            DecoderReader.Read(root["decoder"]),
            added,
            BatchSettingsReader.ReadTruncation(root["truncation"]),
            BatchSettingsReader.ReadPadding(root["padding"]),
            json);
    }

    private static List<AddedToken> ReadAddedTokens(JsonPart list, Vocabulary vocabulary)
    {
        var tokens = new List<AddedToken>();
        if (list.IsNull)
        {
            return tokens;
        }

        var seen = new Vocabulary(16);
        foreach (var item in list.Items())
        {
            var token = new AddedToken(
                item["id"].Number(),
                item["content"].Text(),
                item["special"].Flag(false),
                item["single_word"].Flag(false),
                item["lstrip"].Flag(false),
                item["rstrip"].Flag(false),
                item["normalized"].Flag(true));
            if (!seen.TryAdd(token.Content, token.Id))
            {
                throw item.Error($"the added token '{token.Content}' or its id {token.Id} is listed twice");
            }

            if ((vocabulary.TryGetId(token.Content, out var id) && id != token.Id)
                || (vocabulary.TryGetToken(token.Id, out var other) && other != token.Content))
            {
                throw item.Error($"the added token '{token.Content}' with id {token.Id} contradicts the model's vocabulary");
            }

            tokens.Add(token);
        }

        return tokens;
    }
}
