using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// Splits where the script changes. Kana count as Han; spaces and characters without a script belong to what is before them, and are
/// dropped at the very beginning.
/// </summary>
internal sealed class ScriptPreTokenizer : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        var span = text.Span;
        string? last = null;
        var start = -1;
        for (var at = 0; at < span.Length;)
        {
            Rune.DecodeFromUtf16(span[at..], out var rune, out var width);
            var script = ScriptOf(rune);
            if (script is not null && script != last)
            {
                if (start >= 0)
                {
                    words.Add(text.Slice(start, at - start));
                }

                (start, last) = (at, script);
            }

            at += width;
        }

        if (start >= 0)
        {
            words.Add(text.Slice(start, span.Length - start));
        }
    }

    private static string? ScriptOf(Rune rune) => rune.Value switch
    {
        ' ' => null,
        0x30FC => "Han",
        _ => ScriptData.Of(rune.Value) is var script && script is "Hiragana" or "Katakana" ? "Han" : script,
    };
}
