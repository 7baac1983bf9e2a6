namespace Heed.Models.Tokenizers;

/// <summary>Reads a "pattern" of a tokenizer.json: a text to find, or a regular expression.</summary>
internal static class TextPatternReader
{
    public static ITextPattern Read(JsonPart pattern)
    {
        var regex = pattern["Regex"];
        if (regex.IsNull)
        {
            return pattern["String"].Text() is { Length: > 0 } literal
                ? new LiteralPattern(literal)
                : throw pattern["String"].Error("expected a text to find; got an empty one");
        }

        var source = regex.Text();
        if (WordPatterns.ScannerOf(source) is { } scanner)
        {
            return new ScannedPattern(scanner);
        }

        try
        {
            return RegexPattern.Of(source);
        }
        catch (NotSupportedException error)
        {
            throw pattern.Unsupported($"the pattern '{source}' is not supported ({error.Message})");
        }
        catch (ArgumentException error)
        {
            throw pattern.Error($"expected a regular expression; '{source}' is none ({error.Message})");
        }
    }
}
