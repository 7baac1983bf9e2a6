namespace Heed.Models.Tokenizers;

/// <summary>What the passes over words ask about a character; several may hold.</summary>
[Flags]
internal enum CharacterKinds : byte
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary><c>\p{L}</c></summary>
    Letter = 1,

    /// <summary><c>\p{N}</c></summary>
    Number = 2,

    /// <summary><c>\s</c></summary>
    Space = 4,

    /// <summary><c>\r</c> or <c>\n</c></summary>
    LineEnd = 8,

    /// <summary><c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c>: what may stand in the capital part of a word.</summary>
    Capital = 16,

    /// <summary><c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c>: what may stand in the small part.</summary>
    Small = 32,
}
