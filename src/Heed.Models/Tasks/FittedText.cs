using Heed.Models.Tokenizers;

namespace Heed.Models.Tasks;

/// <summary>A text as tokens that fit a model's window.</summary>
internal static class FittedText
{
    /// <summary>Reads a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="encoding">The text's tokens.</param>
    /// <param name="most">How many may stay.</param>
    /// <param name="truncate">Whether a longer text is cut, rather than refused.</param>
    /// <param name="keepEnd">Whether the text's end stays, for a continuation, rather than its beginning. Tokens the model adds stay either
    /// way.</param>
    /// <returns>Ids and type ids.</returns>
    /// <exception cref="HeedException">The text is too long and may not be cut, or the window holds nothing of it.</exception>
    public static (int[] Ids, int[] TypeIds) Of(LanguageModel model, Encoding encoding, int most, bool truncate, bool keepEnd)
    {
        int count = encoding.Ids.Length;
        if (count <= most) return (encoding.Ids, encoding.TypeIds);
        if (!truncate)
            throw new HeedException(
                $"text too long: {count} tokens; the window of {model.Name} is {most}. Shorten the text, choose a model with a longer window, or allow cutting it (--truncate; in a configuration truncate: true).");
        int before = encoding.SpecialMask.TakeWhile(special => special).Count();
        int after = before == count ? 0 : encoding.SpecialMask.Reverse().TakeWhile(special => special).Count();
        int room = most - before - after;
        if (room < 1) throw new HeedException(
            $"text too long: the window of {model.Name} is {most} tokens, which those the model adds fill alone.");
        int first = keepEnd ? count - after - room : before;
        int[] kept = [.. Enumerable.Range(0, before), .. Enumerable.Range(first, room), .. Enumerable.Range(count - after, after)];
        return ([.. kept.Select(i => encoding.Ids[i])], [.. kept.Select(i => encoding.TypeIds[i])]);
    }
}
