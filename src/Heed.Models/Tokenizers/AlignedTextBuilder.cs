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
            var larger = Math.Max(16, Length * 2);
            Array.Resize(ref _text, larger);
            Array.Resize(ref _starts, larger);
            Array.Resize(ref _ends, larger);
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

    /// <summary>What was collected; the builder must not be used further.</summary>
    public AlignedText Build() => new(_text, _starts, _ends, 0, Length);
}
