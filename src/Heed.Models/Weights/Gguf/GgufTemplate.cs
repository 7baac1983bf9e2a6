using System.Text.Json;

namespace Heed.Models.Weights.Gguf;

/// <summary>What encoding puts around a text and between the texts of a pair, as a TemplateProcessing of tokenizer.json.</summary>
/// <param name="Before">The token before a text; null for none.</param>
/// <param name="After">The token after each text; null for none.</param>
/// <param name="Again">Whether <paramref name="Before"/> stands before the second text too.</param>
/// <param name="SecondType">Type id of the second text.</param>
internal sealed record GgufTemplate(int? Before, int? After, bool Again, int SecondType)
{
    /// <summary>Writes it; nothing where nothing is added.</summary>
    public void Write(Utf8JsonWriter json, GgufVocabulary vocabulary)
    {
        if (Before is null && After is null) return;
        json.WriteStartObject("post_processor");
        json.WriteString("type", "TemplateProcessing");
        json.WriteStartArray("single");
        Text("A", 0, Before);
        json.WriteEndArray();
        json.WriteStartArray("pair");
        Text("A", 0, Before);
        Text("B", SecondType, Again ? Before : null);
        json.WriteEndArray();
        json.WriteStartObject("special_tokens");
        foreach (int id in new[] { Before, After }.OfType<int>().Distinct())
        {
            json.WriteStartObject(vocabulary.Tokens[id]);
            json.WriteStartArray("ids");
            json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteStartArray("tokens");
            json.WriteStringValue(vocabulary.Tokens[id]);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();

        void Text(string sequence, int type, int? before)
        {
            if (before is { } first) Item("SpecialToken", vocabulary.Tokens[first], type);
            Item("Sequence", sequence, type);
            if (After is { } last) Item("SpecialToken", vocabulary.Tokens[last], type);
        }

        void Item(string kind, string id, int type)
        {
            json.WriteStartObject();
            json.WriteStartObject(kind);
            json.WriteString("id", id);
            json.WriteNumber("type_id", type);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    /// <summary>The beginning and end of a text as the keys say it.</summary>
    public static GgufTemplate Of(GgufKeys keys, GgufVocabulary vocabulary, bool begins, bool ends, int secondType) => new(
        keys.Flag("add_bos_token") ?? begins ? vocabulary.RequiredId("bos") : null,
        keys.Flag("add_eos_token") ?? ends ? vocabulary.RequiredId("eos") : null,
        Again: true,
        secondType);
}
