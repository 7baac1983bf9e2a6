using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Writes text as the stand-ins of its UTF-8 bytes, all of which have the range of their character.</summary>
internal sealed class ByteLevelNormalizer : CharacterNormalizer
{
    protected override void Append(Rune rune, int start, int end, AlignedTextBuilder builder) => builder.AppendBytes(rune, start, end);
}
