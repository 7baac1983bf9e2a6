namespace Heed.Models.Tokenizers;

/// <summary>
/// The visible stand-ins of the 256 bytes in byte-level vocabularies: the printable characters of Latin-1 stand for themselves,
/// the other 68 bytes, in order, are U+0100 and on (space is Ġ).
/// </summary>
/// <remarks>Source: GPT-2 (Radford et al., 2019).</remarks>
internal static class ByteAlphabet
{
    private static readonly char[] ToChar = new char[256];
    private static readonly short[] ToByte = new short[256 + 68];

    static ByteAlphabet()
    {
        Array.Fill(ToByte, (short)-1);
        var shifted = 256;
        for (var value = 0; value < 256; value++)
        {
            var visible = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            ToChar[value] = (char)(visible ? value : shifted++);
            ToByte[ToChar[value]] = (short)value;
        }
    }

    /// <summary>What stands for the space, Ġ.</summary>
    public static char Space => ToChar[' '];

    /// <summary>The character that stands for a byte.</summary>
    public static char Of(byte value) => ToChar[value];

    /// <summary>The byte a character stands for; false where it stands for none.</summary>
    public static bool TryGetByte(char unit, out byte value)
    {
        var found = unit < ToByte.Length ? ToByte[unit] : -1;
        value = (byte)found;
        return found >= 0;
    }
}
