using System.Globalization;
using System.Text;

namespace Heed.Lens.Views;

/// <summary>One head's weights, queries down and keys across: a square a weight for short texts, a square the largest weight of a block for long
/// ones.</summary>
public sealed class HeatMapView : IFigure
{
    private readonly HeadMap _map;
    private readonly Shading _shading;
    private readonly Func<int, string>? _query, _key;
    private readonly double _cell, _left, _top, _right, _font;

    /// <summary>Makes the picture.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="map">The weights.</param>
    /// <param name="shading">Their colours.</param>
    /// <param name="query">The text of a query token.</param>
    /// <param name="key">The text of a key token.</param>
    public HeatMapView(string title, HeadMap map, Shading shading, Func<int, string> query, Func<int, string> key)
    {
        (Title, _map, _shading) = (title, map, shading);
        int side = Math.Max(map.Rows, map.Columns);
        _cell = Math.Clamp(Math.Floor(2 * 520.0 / side) / 2, 5, 24);
        if (map.Block == 1 && side <= 64) (_query, _key) = (query, key);
        _font = Math.Min(11.5, _cell * 0.95);
        double Wide(Func<int, string> name, int count) => Enumerable.Range(0, count).Select(i => TextWidths.Of(Cut(name(i)), _font)).DefaultIfEmpty(0).Max();
        _left = _query is null ? 52 : Wide(query, map.Queries) + 10;
        double turned = _key is null ? 0 : Wide(key, map.Keys) * Math.Sqrt(0.5) + _font;
        (_top, _right) = _key is null ? (22, 30) : (turned + 4, turned);
    }

    /// <summary>What colours mean in such a picture of a map.</summary>
    /// <param name="map">The map.</param>
    public static Shading Shading(HeadMap map)
        => Views.Shading.Of(ColorScale.Attention, map.Cells, map.Block == 1 ? "attention weight; queries down, keys across"
            : string.Create(CultureInfo.InvariantCulture,
                $"largest attention weight in a block of {map.Block} × {map.Block} tokens; queries down, keys across"));

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string About => string.Create(CultureInfo.InvariantCulture,
        $"{Title}: {_map.Rows} × {_map.Columns} squares, queries down, keys across; the largest weight is {_shading.Largest:0.00}.");

    /// <inheritdoc/>
    public double Width => _left + _map.Columns * _cell + _right;

    /// <inheritdoc/>
    public double Height => _top + _map.Rows * _cell + 4;

    /// <inheritdoc/>
    public void Draw(SvgDrawing drawing) => drawing.At(_left, _top, () =>
    {
        drawing.Box(0, 0, _map.Columns * _cell, _map.Rows * _cell, _shading.Scale.Tone(0));
        Squares(drawing, _map, _shading, _cell);
        if (_query is null || _key is null) Numbers(drawing);
        else
        {
            for (int i = 0; i < _map.Queries; i++) drawing.Text(-6, (i + 0.5) * _cell + _font * 0.35, Cut(_query(i)), _font, Tone.Soft, Anchor.End);
            for (int i = 0; i < _map.Keys; i++) drawing.Text((i + 0.5) * _cell + _font * 0.3, -5, Cut(_key(i)), _font, Tone.Soft, turn: -45);
        }
    });

    /// <summary>The squares alone, a path a colour.</summary>
    internal static void Squares(SvgDrawing drawing, HeadMap map, Shading shading, double cell)
    {
        var paths = new StringBuilder?[ColorScale.Levels + 1];
        for (int row = 0; row < map.Rows; row++)
            for (int column = 0; column < map.Columns;)
            {
                int level = shading.Level(map[row, column]), end = column + 1;
                while (end < map.Columns && shading.Level(map[row, end]) == level) end++;
                int width = end - column;
                if (level > 0) (paths[level] ??= new()).Append(CultureInfo.InvariantCulture, $"M{column} {row}h{width}v1h{-width}z");
                column = end;
            }
        for (int level = 1; level < paths.Length; level++)
            if (paths[level] is { } path) drawing.Cells(path.ToString(), shading.Scale.Tone(level), cell);
    }

    private void Numbers(SvgDrawing drawing)
    {
        int last = _map.Queries - 1, step = Math.Max(1, RoundStep(Math.Max(_map.Queries, _map.Keys) / 5.0));
        for (int token = 0; token <= last; token += step) drawing.Text(-6, (token / (double)_map.Block + 0.5) * _cell + 4, Number(token), 10.5, Tone.Soft,
            Anchor.End);
        for (int token = 0; token < _map.Keys; token += step) drawing.Text((token / (double)_map.Block + 0.5) * _cell, -7, Number(token), 10.5, Tone.Soft,
            Anchor.Middle);
    }

    private static int RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, step))));
        return (int)(power * (step / power < 1.5 ? 1 : step / power < 3.5 ? 2 : step / power < 7.5 ? 5 : 10));
    }

    private static string Number(int token) => token.ToString("N0", CultureInfo.InvariantCulture);

    private string Cut(string text) => TextWidths.Cut(text, _font, 96);
}
