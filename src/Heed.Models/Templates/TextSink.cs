using System.Text;

namespace Heed.Models.Templates;

/// <summary>Where statements write: the result, or the text a macro or block collects.</summary>
internal sealed class TextSink(RenderState state)
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a piece.</summary>
    /// <exception cref="HeedException">The text grows beyond the limit.</exception>
    public void Append(string piece)
    {
        state.Fits((long)_text.Length + piece.Length);
        state.Step(1 + (piece.Length / 16));
        _text.Append(piece);
    }

    /// <summary>Where its parts are named; null where nobody asks, as in what a macro or block collects.</summary>
    public SpanList? Spans { get; init; }

    /// <summary>Characters so far.</summary>
    public int Length => _text.Length;

    public override string ToString() => _text.ToString();
}
