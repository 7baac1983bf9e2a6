namespace Heed.Models.Tokenizers;

/// <summary>Reads the "normalizer" of a tokenizer.json.</summary>
internal static class NormalizerReader
{
    public static INormalizer? Read(JsonPart part) => part.IsNull ? null : part.Type() switch
    {
        "NFC" => new CanonicalNormalizer(compose: true),
        "NFD" => new CanonicalNormalizer(compose: false),
        "Lowercase" => new LowercaseNormalizer(),
        "BertNormalizer" => ReadBert(part),
        "Sequence" => new SequenceNormalizer([.. part["normalizers"].Parts().Select(item => Read(item)!)]),
        var type => throw part.NotSupported($"the normalizer '{type}'", "NFC, NFD, Lowercase, BertNormalizer, Sequence"),
    };

    // BERT's steps, in BERT's order; accents go wherever case does, unless the file says otherwise.
    private static SequenceNormalizer ReadBert(JsonPart part)
    {
        var lowercase = part["lowercase"].Flag(true);
        var steps = new List<INormalizer>();
        if (part["clean_text"].Flag(true))
        {
            steps.Add(new CleaningNormalizer());
        }

        if (part["handle_chinese_chars"].Flag(true))
        {
            steps.Add(new IdeographNormalizer());
        }

        if (part["strip_accents"].Flag(lowercase))
        {
            steps.Add(new CanonicalNormalizer(compose: false));
            steps.Add(new AccentNormalizer());
        }

        if (lowercase)
        {
            steps.Add(new LowercaseNormalizer());
        }

        return new SequenceNormalizer(steps);
    }
}
