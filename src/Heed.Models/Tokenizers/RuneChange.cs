using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>A character of a rewritten text, and how it lines up with the text before.</summary>
/// <param name="Rune">The character.</param>
/// <param name="Surplus">
/// 1: it was inserted and shares the range of the character taken last; 0: it stands for the next one; less: it stands for the next one,
/// and as many after it are swallowed.
/// </param>
internal readonly record struct RuneChange(Rune Rune, int Surplus)
{
    /// <summary>The rewritten text, its ranges handed out from left to right.</summary>
    public static AlignedText Apply(List<RuneChange> changes, AlignedText text)
    {
        var span = text.Span;
        var builder = new AlignedTextBuilder(text.Length + 4);
        var (last, next) = (0, 0);
        foreach (var (rune, surplus) in changes)
        {
            var first = surplus > 0 ? last : Math.Min(next, text.Length - 1);
            for (var taken = surplus; taken <= 0 && next < text.Length; taken++)
            {
                last = next;
                next += char.IsHighSurrogate(span[next]) ? 2 : 1;
            }

            builder.Append(rune, text.StartOf(first), text.EndOf(first));
        }

        return builder.Build();
    }
}
