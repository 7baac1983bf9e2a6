using System.Text.RegularExpressions;

namespace Heed.Prompts.Assertions.Texts;

/// <summary>Words of an English text as the Penn Treebank parts them: marks stand alone, contractions come apart (do n't, it 's).</summary>
/// <remarks>Rules after R. MacIntyre's description of the Treebank's tokenization, 1995; in the order that matters.</remarks>
internal static partial class TreebankWords
{
    /// <summary>The words.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        text = OpeningQuote().Replace(text, "$1`` ");
        text = text.Replace("...", " ... ", StringComparison.Ordinal).Replace("--", " -- ", StringComparison.Ordinal);
        text = Comma().Replace(text, " $1 $2");
        text = Marks().Replace(text, " $0 ");
        text = LastPeriod().Replace(text, " .$1 ");
        text = text.Replace("\"", " '' ", StringComparison.Ordinal);
        text = LonelyQuote().Replace(text, "$1 ' ");
        text = Ending().Replace(" " + text + " ", " $0");
        text = NotEnding().Replace(text, " $0");
        text = Pair().Replace(text, pair => pair.Value[..^PairEnd(pair.Value)] + " " + pair.Value[^PairEnd(pair.Value)..]);
        text = Early().Replace(text, " $1 $2 ");
        return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    // can not, but gim me: how long the second part is.
    private static int PairEnd(string pair) => pair.EndsWith("not", StringComparison.OrdinalIgnoreCase) ? 3 : 2;

    [GeneratedRegex("""(^|[\s(\[{<])"(?=\S)""")]
    private static partial Regex OpeningQuote();

    // Numbers such as 3,000 and times such as 10:30 stay whole.
    [GeneratedRegex(@"([,:])(\D|$)")]
    private static partial Regex Comma();

    [GeneratedRegex(@"[;@#$%&?!\[\](){}<>]")]
    private static partial Regex Marks();

    [GeneratedRegex("""(?<!\.)\.([\])}>"']*)\s*$""")]
    private static partial Regex LastPeriod();

    [GeneratedRegex(@"([^'])'(?=\s|$)")]
    private static partial Regex LonelyQuote();

    [GeneratedRegex(@"(?<=\S)'([sSmMdD]|ll|LL|re|RE|ve|VE)(?=\s)")]
    private static partial Regex Ending();

    [GeneratedRegex(@"(?<=\S)(n't|N'T)(?=\s)")]
    private static partial Regex NotEnding();

    [GeneratedRegex(@"\b(cannot|gimme|lemme|gotta|gonna|wanna|d'ye|more'n)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?<=\s)('t)(is|was)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Early();
}
