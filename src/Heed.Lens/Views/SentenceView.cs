using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>A text with its words shaded: short ones with their numbers and with lines to the words that count most, long ones as running text.</summary>
public sealed class SentenceView : IFigure
{
    private const double Most = 912;
    private readonly ShownText _text;
    private readonly float[] _values;
    private readonly Shading _shading, _arcShading;
    private readonly int _from;
    private readonly IReadOnlyList<Arc> _arcs;
    private readonly SentenceLayout _layout;

    /// <summary>Lays the words out.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="text">The text.</param>
    /// <param name="values">[words] a number each.</param>
    /// <param name="shading">Their colours.</param>
    /// <param name="from">The word that looks, outlined; −1 for none.</param>
    /// <param name="arcs">Lines between words, strongest first; left out where the text is long.</param>
    /// <param name="arcShading">Their colours; those of the words where left out.</param>
    public SentenceView(string title, ShownText text, float[] values, Shading shading, int from = -1, IReadOnlyList<Arc>? arcs = null,
        Shading? arcShading = null)
    {
        if (values.Length != text.Words.Count)
            throw new HeedException($"sentence view: expected a number for each of {text.Words.Count} words; got {values.Length}.");
        (Title, _text, _values, _shading, _from, _arcShading) = (title, text, values, shading, from, arcShading ?? shading);
        _arcs = text.IsShort ? arcs ?? [] : [];
        _layout = new SentenceLayout(text, Most, _arcs);
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string About => $"{Title}. Strongest: {string.Join(", ", Strongest(5).Select(w => $"{_text.Words[w].Text} {_shading.Show(_values[w])}"))}.";

    /// <inheritdoc/>
    public double Width => _layout.Width;

    /// <inheritdoc/>
    public double Height => _layout.Height;

    /// <inheritdoc/>
    public void Draw(SvgDrawing drawing)
    {
        foreach (Arc arc in _arcs.Reverse())
            drawing.Stroke(_layout.Line(arc), _arcShading.Scale.Tone(Strong(arc)),
                1.2 + 2.8 * Math.Min(1, Math.Abs(arc.Value) / Math.Max(1e-30, _arcShading.Largest)), arc.Title);
        for (int w = 0; w < _values.Length; w++)
        {
            WordBox box = _layout.Boxes[w];
            int level = _shading.Level(_values[w]);
            bool isShaded = level != 0 || w == _from;
            if (isShaded || _text.IsShort)
                drawing.Box(box.X, box.Y, box.Width, box.Height, level == 0 ? Tone.Paper : _shading.Scale.Tone(level), _text.IsShort ? 4 : 2,
                    isShaded && _text.IsShort ? Describe(w) : null, w == _from ? Tone.Ink : null);
        }
        drawing.Texts(_layout.Size, Tone.Ink, () =>
        {
            for (int w = 0; w < _values.Length; w++)
            {
                WordBox box = _layout.Boxes[w];
                drawing.Word(box.TextX, box.BaseLine, box.Text, _shading.Level(_values[w]) == 0 ? null : _shading.Ink(_values[w]));
            }
        });
        for (int w = 0; w < _values.Length; w++) Underline(drawing, w);
        if (_text.IsShort) Numbers(drawing);
    }

    private void Numbers(SvgDrawing drawing)
    {
        for (int w = 0; w < _values.Length; w++)
            if (Math.Abs(_values[w]) >= _shading.Largest / 40 && _shading.Brief(_values[w]) is { Length: > 0 } number)
                drawing.Text(_layout.Boxes[w].X + _layout.Boxes[w].Width / 2, _layout.Boxes[w].Y + _layout.Boxes[w].Height + 12, number, 10.5, Tone.Soft,
                    Anchor.Middle);
    }

    /// <summary>A short line under each token of a word that is several.</summary>
    private void Underline(SvgDrawing drawing, int word)
    {
        WordBox box = _layout.Boxes[word];
        if (!_text.Words[word].IsSplit || box.Text.EndsWith('…')) return;
        double x = box.TextX;
        Tone tone = _shading.Level(_values[word]) == 0 ? Tone.Soft : _shading.Ink(_values[word]);
        foreach (string piece in _text.Words[word].Pieces)
        {
            double width = TextWidths.Of(piece, _layout.Size);
            drawing.Stroke(string.Create(CultureInfo.InvariantCulture, $"M{x + 0.8:0.#} {box.BaseLine + 3:0.#}H{Math.Max(x + 1.2, x + width - 0.8):0.#}"),
                tone, 0.9);
            x += width;
        }
    }

    // A pale line cannot be followed on paper.
    private int Strong(Arc arc)
    {
        int level = _arcShading.Level(arc.Value), size = Math.Max(7, Math.Abs(level));
        return arc.Value < 0 && _arcShading.Scale.IsSigned ? -size : size;
    }

    private string Describe(int word) => $"{_text.Words[word].Text} ({_text.Words[word].Tokens}): {_shading.Show(_values[word])}";

    private IEnumerable<int> Strongest(int count)
        => Enumerable.Range(0, _values.Length).Where(w => _shading.Level(_values[w]) != 0).OrderByDescending(w => MathF.Abs(_values[w])).Take(count);
}
