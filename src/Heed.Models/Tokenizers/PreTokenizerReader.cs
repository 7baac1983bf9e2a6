using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Reads the "pre_tokenizer" of a tokenizer.json.</summary>
internal static class PreTokenizerReader
{
    public static IPreTokenizer? Read(JsonPart part) => part.IsNull ? null : part.Type() switch
    {
        "ByteLevel" => new ByteLevelPreTokenizer(part["add_prefix_space"].Flag(true), part["use_regex"].Flag(true)),
        "BertPreTokenizer" => new BertPreTokenizer(),
        "Whitespace" => new WhitespacePreTokenizer(),
        "WhitespaceSplit" => new CharacterSplitPreTokenizer(Rune.IsWhiteSpace, SplitBehavior.Removed),
        "CharDelimiterSplit" => ReadDelimiter(part),
        "Punctuation" => new CharacterSplitPreTokenizer(
            CharacterClasses.IsSymbolOrPunctuation, part["behavior"].IsNull ? SplitBehavior.Isolated : ReadBehavior(part["behavior"])),
        "Digits" => new CharacterSplitPreTokenizer(
            CharacterClasses.IsNumber, part["individual_digits"].Flag(false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "UnicodeScripts" => new ScriptPreTokenizer(),
        "Metaspace" => new MetaspacePreTokenizer(part["replacement"].Character("▁"), MetaspacePrepend(part), part["split"].Flag(true)),
        "Split" => new SplitPreTokenizer(
            TextPatternReader.Read(part["pattern"]), ReadBehavior(part["behavior"]), part["invert"].Flag(false)),
        "Sequence" => new SequencePreTokenizer([.. part["pretokenizers"].Parts().Select(item => Read(item)!)]),
        var type => throw part.NotSupported(
            $"the pre-tokenizer '{type}'",
            "ByteLevel, BertPreTokenizer, Whitespace, WhitespaceSplit, CharDelimiterSplit, "
            + "Punctuation, Digits, UnicodeScripts, Metaspace, Split, Sequence"),
    };

    /// <summary>Where a Metaspace puts its character; older files say only whether, as "add_prefix_space".</summary>
    public static PrependScheme MetaspacePrepend(JsonPart part)
    {
        var scheme = part["prepend_scheme"];
        var adds = part["add_prefix_space"];
        if (scheme.IsNull)
        {
            return adds.Flag(true) ? PrependScheme.Always : PrependScheme.Never;
        }

        var read = scheme.Text() switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            var other => throw scheme.Error($"expected one of always, first, never; got '{other}'"),
        };
        return adds.Flag(true) || read == PrependScheme.Never
            ? read
            : throw adds.Error($"expected the same as prepend_scheme '{scheme.Text()}' says; got false");
    }

    private static CharacterSplitPreTokenizer ReadDelimiter(JsonPart part)
    {
        var delimiter = Rune.GetRuneAt(part["delimiter"].Character(null), 0);
        return new CharacterSplitPreTokenizer(rune => rune == delimiter, SplitBehavior.Removed);
    }

    private static SplitBehavior ReadBehavior(JsonPart behavior) =>
        // TryParse would also take numbers.
        Enum.GetNames<SplitBehavior>().Contains(behavior.Text()) && Enum.TryParse<SplitBehavior>(behavior.Text(), out var parsed)
            ? parsed
            : throw behavior.Error($"expected one of {string.Join(", ", Enum.GetNames<SplitBehavior>())}; got '{behavior.Text()}'");
}
