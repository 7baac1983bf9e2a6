using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Lowercases each character by itself, without regard to language or neighbours (Σ always becomes σ).</summary>
internal sealed class LowercaseNormalizer : CharacterNormalizer
{
    protected override void Append(Rune rune, int start, int end, AlignedTextBuilder builder)
    {
        // İ is the one character whose lower case is two: i and a dot above.
        if (rune.Value == 0x130)
        {
            builder.Append('i', start, end);
            builder.Append('\u0307', start, end);
            return;
        }

        builder.Append(Rune.ToLowerInvariant(rune), start, end);
    }
}
