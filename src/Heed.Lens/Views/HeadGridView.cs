using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>Layers down, heads across, a square each: with its number and a word where there is room.</summary>
public sealed class HeadGridView : IFigure
{
    private const double Top = 22, Gap = 3;
    private readonly string[] _rows;
    private readonly int[] _heads;
    private readonly IReadOnlyList<HeadCell> _cells;
    private readonly Shading _shading;
    private readonly double _left, _width, _height;

    /// <summary>Makes the picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="cells">The heads.</param>
    /// <param name="shading">Their colours.</param>
    /// <param name="most">The most its width may be.</param>
    public HeadGridView(string title, IReadOnlyList<HeadCell> cells, Shading shading, double most = 912)
    {
        (Title, _cells, _shading) = (title, cells, shading);
        _rows = [.. cells.Select(cell => cell.Row).Distinct()];
        _heads = [.. cells.Select(cell => cell.Head).Distinct().Order()];
        _left = Math.Max(34, _rows.Select(row => TextWidths.Of(row, 11)).DefaultIfEmpty(0).Max() + 10);
        bool labels = cells.Any(cell => cell.Label.Length > 0);
        double room = (most - _left) / Math.Max(1, _heads.Length);
        HasText = room >= (labels ? 50 : 40);
        (_width, _height) = HasText ? (Math.Min(room, labels ? 86 : 60), labels ? 38 : 28) : (Math.Clamp(room, 6, 22), Math.Clamp(room, 6, 22));
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string About
    {
        get
        {
            IEnumerable<HeadCell> strongest = _cells.Where(cell => double.IsFinite(cell.Value)).OrderByDescending(cell => Math.Abs(cell.Value)).Take(3);
            return $"{Title}: layers down, heads across. Strongest: {string.Join("; ", strongest.Select(cell => cell.Title))}.";
        }
    }

    /// <summary>Whether there is room for numbers.</summary>
    public bool HasText { get; }

    /// <inheritdoc/>
    public double Width => _left + _heads.Length * _width;

    /// <inheritdoc/>
    public double Height => Top + _rows.Length * _height;

    /// <inheritdoc/>
    public void Draw(SvgDrawing drawing)
    {
        drawing.Text(0, Top - 8, "head", 11, Tone.Soft);
        int every = Math.Max(1, (int)Math.Ceiling(18 / _width));
        for (int i = 0; i < _heads.Length; i += every) drawing.Text(_left + (i + 0.5) * _width, Top - 8, Number(_heads[i]), 11, Tone.Soft, Anchor.Middle);
        for (int r = 0; r < _rows.Length; r++)
            if (_height > 11 || r % 2 == 0) drawing.Text(_left - 8, Top + (r + 0.5) * _height + 3, _rows[r], 11, Tone.Soft, Anchor.End);
        double gap = HasText ? Gap : 1;
        foreach (HeadCell cell in _cells)
        {
            double x = _left + Array.IndexOf(_heads, cell.Head) * _width, y = Top + Array.IndexOf(_rows, cell.Row) * _height;
            drawing.Box(x, y, _width - gap, _height - gap, _shading.Tone(cell.Value), HasText ? 4 : 1.5, cell.Title);
            if (HasText) Write(drawing, cell, x + (_width - gap) / 2, y + (_height - gap) / 2);
        }
    }

    private void Write(SvgDrawing drawing, HeadCell cell, double x, double y)
    {
        string number = double.IsFinite(cell.Value) ? _shading.Brief(cell.Value) is { Length: > 0 } brief ? brief : "0" : "–";
        Tone ink = _shading.Ink(cell.Value);
        if (cell.Label.Length == 0)
        {
            drawing.Text(x, y + 4, number, 11.5, ink, Anchor.Middle);
            return;
        }
        drawing.Text(x, y - 2, TextWidths.Cut(cell.Label, 11.5, _width - 14), 11.5, ink, Anchor.Middle);
        drawing.Text(x, y + 11, number, 10.5, ink, Anchor.Middle);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
