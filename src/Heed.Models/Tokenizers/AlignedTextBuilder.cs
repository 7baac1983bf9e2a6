using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Collects characters with the input ranges they stand for.</summary>
internal sealed class AlignedTextBuilder(int capacity)
{
    private char[] _text = new char[capacity];
    private int[] _starts = new int[capacity];
    private int[] _ends = new int[capacity];

    public int Length { get; private set; }

    public void Append(char unit, int start, int end)
    {
        if (Length == _text.Length)
        {
            Grow(Length + 1);
        }

        _text[Length] = unit;
        _starts[Length] = start;
        _ends[Length++] = end;
    }

    public void Append(Rune rune, int start, int end)
    {
        Span<char> units = stackalloc char[2];
        var length = rune.EncodeToUtf16(units);
        for (var i = 0; i < length; i++)
        {
            Append(units[i], start, end);
        }
    }

    /// <summary>Appends the stand-ins of the character's UTF-8 bytes (<see cref="ByteAlphabet"/>).</summary>
    public void AppendBytes(Rune rune, int start, int end)
    {
        if (rune.IsAscii)
        {
            Append(ByteAlphabet.Of((byte)rune.Value), start, end);
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        var count = rune.EncodeToUtf8(utf8);
        for (var i = 0; i < count; i++)
        {
            Append(ByteAlphabet.Of(utf8[i]), start, end);
        }
    }

    /// <summary>Appends a text with the ranges it has.</summary>
    public void Append(AlignedText text)
    {
        if (_text.Length - Length < text.Length)
        {
            Grow(Length + text.Length);
        }

        text.CopyTo(_text.AsSpan(Length), _starts.AsSpan(Length), _ends.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>What was collected; the builder must not be used further.</summary>
    public AlignedText Build() => new(_text, _starts, _ends, 0, Length);

    private void Grow(int atLeast)
    {
        var larger = Math.Max(Math.Max(16, atLeast), Length * 2);
        Array.Resize(ref _text, larger);
        Array.Resize(ref _starts, larger);
        Array.Resize(ref _ends, larger);
    }
}
