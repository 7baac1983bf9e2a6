using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs.Nodes;

/// <summary>Lines and columns of bytes; asked in rising order.</summary>
internal sealed class TextPlaces(byte[] text, string file, int firstLine)
{
    private int _at, _line = firstLine, _lineStart;

    /// <summary>The place of a byte.</summary>
    public Place At(long index)
    {
        for (; _at < index; _at++)
        {
            if (text[_at] != '\n') continue;
            _line++;
            _lineStart = _at + 1;
        }
        return new Place(file, _line, System.Text.Encoding.UTF8.GetCharCount(text, _lineStart, (int)index - _lineStart) + 1);
    }
}
