using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>
/// WordPiece, whose words the converter marks with U+2581 and whose other pieces it leaves without <c>##</c>: <c>bert</c>.
/// </summary>
internal sealed class GgufWordPiece : IGgufTokenizer
{
    private const char Mark = '▁';

    public string Model => "bert";

    public string Content(string token, GgufTokenType type) => token.StartsWith(Mark) ? token[1..] : token;

    public void Write(Utf8JsonWriter json, GgufKeys keys, GgufVocabulary vocabulary)
    {
        keys.Text("pre"); // says nothing here
        // Files from before there was a key for it do not say whether words are lowercased. A vocabulary with capitals would be out of
        // reach if they were.
        bool lowercase = keys.Flag("normalizer.lowercase")
            ?? !vocabulary.Tokens.Where((token, id) => vocabulary.Types[id] is GgufTokenType.Normal && !IsInBrackets(token))
                .Any(token => token.Any(char.IsUpper));
        json.WriteStartObject("normalizer");
        json.WriteString("type", "BertNormalizer");
        json.WriteBoolean("clean_text", true);
        json.WriteBoolean("handle_chinese_chars", true);
        json.WriteNull("strip_accents");
        json.WriteBoolean("lowercase", lowercase);
        json.WriteEndObject();
        json.WritePropertyName("pre_tokenizer");
        json.WriteRawValue("""{"type":"BertPreTokenizer"}""");
        bool begins = keys.Flag("add_bos_token") ?? true, ends = (keys.Flag("add_sep_token") ?? keys.Flag("add_eos_token")) ?? true;
        new GgufTemplate(begins ? vocabulary.RequiredId("cls", "bos") : null, ends ? vocabulary.RequiredId("seperator", "eos") : null,
            Again: false, SecondType: 1)
            .Write(json, vocabulary);
        json.WritePropertyName("decoder");
        json.WriteRawValue("""{"type":"WordPiece","prefix":"##","cleanup":true}""");
        json.WriteStartObject("model");
        json.WriteString("type", "WordPiece");
        json.WriteString("unk_token", Token(vocabulary, vocabulary.Unknown()));
        json.WriteString("continuing_subword_prefix", "##");
        json.WriteNumber("max_input_chars_per_word", 100);
        vocabulary.Write(json, id => Token(vocabulary, id));
        json.WriteEndObject();
    }

    // Older files leave all tokens in brackets as they are.
    private static string Token(GgufVocabulary vocabulary, int id)
    {
        string token = vocabulary.Tokens[id];
        return token.StartsWith(Mark) ? token[1..]
            : vocabulary.Types[id] is GgufTokenType.Normal && !IsInBrackets(token) ? "##" + token
            : token;
    }

    private static bool IsInBrackets(string token) => token.Length > 2 && token[0] == '[' && token[^1] == ']';
}
