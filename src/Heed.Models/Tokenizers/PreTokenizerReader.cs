using System.Text.RegularExpressions;

namespace Heed.Models.Tokenizers;

/// <summary>Reads the "pre_tokenizer" of a tokenizer.json.</summary>
internal static class PreTokenizerReader
{
    public static IPreTokenizer? Read(JsonPart part) => part.IsNull ? null : part.Type() switch
    {
        "ByteLevel" => new ByteLevelPreTokenizer(part["add_prefix_space"].Flag(true), part["use_regex"].Flag(true)),
        "BertPreTokenizer" => new BertPreTokenizer(),
        "Split" => ReadSplit(part),
        "Sequence" => new SequencePreTokenizer([.. part["pretokenizers"].Parts().Select(item => Read(item)!)]),
        var type => throw part.NotSupported($"the pre-tokenizer '{type}'", "ByteLevel, BertPreTokenizer, Split, Sequence"),
    };

    private static SplitPreTokenizer ReadSplit(JsonPart part)
    {
        var behavior = part["behavior"];
        // TryParse would also take numbers.
        if (!Enum.GetNames<SplitBehavior>().Contains(behavior.Text()) || !Enum.TryParse<SplitBehavior>(behavior.Text(), out var parsed))
        {
            throw behavior.Error($"expected one of {string.Join(", ", Enum.GetNames<SplitBehavior>())}; got '{behavior.Text()}'");
        }

        return new SplitPreTokenizer(ReadPattern(part["pattern"]), parsed, part["invert"].Flag(false));
    }

    private static Regex ReadPattern(JsonPart pattern)
    {
        var regex = pattern["Regex"];
        var source = regex.IsNull ? Regex.Escape(pattern["String"].Text()) : regex.Text();
        try
        {
            return new Regex(source, RegexOptions.CultureInvariant | RegexOptions.Compiled);
        }
        catch (ArgumentException error)
        {
            throw pattern.Unsupported($"the pattern '{source}' is not supported ({error.Message})");
        }
    }
}
