namespace Heed.Models.Tokenizers;

/// <summary>Reads the "normalizer" of a tokenizer.json.</summary>
internal static class NormalizerReader
{
    public static INormalizer? Read(JsonPart part) => part.IsNull ? null : part.Type() switch
    {
        "NFC" => new UnicodeNormalizer(compose: true),
        "NFD" => new UnicodeNormalizer(compose: false),
        "NFKC" => new UnicodeNormalizer(compose: true, compatible: true),
        "NFKD" => new UnicodeNormalizer(compose: false, compatible: true),
        "Lowercase" => new LowercaseNormalizer(),
        "StripAccents" => new AccentNormalizer(nonspacingOnly: false),
        "Strip" => new StripNormalizer(part["strip_left"].Flag(true), part["strip_right"].Flag(true)),
        "Nmt" => new NmtNormalizer(),
        "Prepend" => new PrependNormalizer(part["prepend"].Text()),
        "Replace" => new ReplaceNormalizer(TextPatternReader.Read(part["pattern"]), part["content"].Text()),
        "ByteLevel" => new ByteLevelNormalizer(),
        "Precompiled" => new PrecompiledNormalizer(CharacterMap.Read(part["precompiled_charsmap"])),
        "BertNormalizer" => ReadBert(part),
        "Sequence" => new SequenceNormalizer([.. part["normalizers"].Parts().Select(item => Read(item)!)]),
        var type => throw part.NotSupported(
            $"the normalizer '{type}'",
            "NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Nmt, "
            + "Prepend, Replace, ByteLevel, Precompiled, BertNormalizer, Sequence"),
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
            steps.Add(new UnicodeNormalizer(compose: false));
            steps.Add(new AccentNormalizer(nonspacingOnly: true));
        }

        if (lowercase)
        {
            steps.Add(new LowercaseNormalizer());
        }

        return new SequenceNormalizer(steps);
    }
}
