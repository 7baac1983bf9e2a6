using System.Globalization;

namespace Heed.Lens.Views;

/// <summary>The maps of all heads side by side, small: a row a layer.</summary>
public sealed class MapGridView : IFigure
{
    /// <summary>Cells a side of each map.</summary>
    public const int CellsASide = 24;

    /// <summary>Heads up to which maps are shown rather than nothing.</summary>
    public const int MostHeads = 256;

    private const double Left = 46, Top = 20, Gap = 8;
    private readonly IReadOnlyList<IGrouping<string, HeadMap>> _rows;
    private readonly Shading _shading;
    private readonly double _cell;
    private readonly int _across;

    /// <summary>Makes the picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="maps">The maps, those of an attention together.</param>
    /// <param name="shading">Their colours.</param>
    public MapGridView(string title, IReadOnlyList<HeadMap> maps, Shading shading)
    {
        (Title, _shading) = (title, shading);
        _rows = [.. maps.GroupBy(map => map.Attention)];
        _across = maps.Count == 0 ? 1 : _rows.Max(row => row.Count());
        int side = maps.Count == 0 ? 1 : maps.Max(map => Math.Max(map.Rows, map.Columns));
        _cell = Math.Clamp((890 - Left) / _across - Gap, 24, 112) / side;
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string About => $"{Title}: {_rows.Count} × {_across} small maps.";

    /// <inheritdoc/>
    public double Width => Left + _across * (Side + Gap);

    /// <inheritdoc/>
    public double Height => Top + _rows.Count * (Side + Gap);

    private double Side => _cell * (_rows.Count == 0 ? 1 : _rows.Max(row => row.Max(map => Math.Max(map.Rows, map.Columns))));

    /// <inheritdoc/>
    public void Draw(SvgDrawing drawing)
    {
        for (int r = 0; r < _rows.Count; r++)
        {
            double y = Top + r * (Side + Gap), x = Left;
            drawing.Text(Left - 10, y + Side / 2 + 4, _rows[r].First().Layer.ToString(CultureInfo.InvariantCulture), 11, Tone.Soft, Anchor.End);
            foreach (HeadMap map in _rows[r])
            {
                if (r == 0) drawing.Text(x + Side / 2, Top - 7, map.Head.ToString(CultureInfo.InvariantCulture), 11, Tone.Soft, Anchor.Middle);
                drawing.At(x, y, () =>
                {
                    drawing.Box(0, 0, map.Columns * _cell, map.Rows * _cell, _shading.Scale.Tone(0), title: $"layer {map.Layer}, head {map.Head}");
                    HeatMapView.Squares(drawing, map, _shading, _cell);
                });
                x += Side + Gap;
            }
        }
        drawing.Text(0, Top - 7, "layer", 11, Tone.Soft);
    }
}
