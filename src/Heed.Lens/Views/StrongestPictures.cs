using System.Globalization;
using Heed.Models;

namespace Heed.Lens.Views;

/// <summary>Who attends to whom in a whole text, in pictures: a page, or a figure for a paper.</summary>
public sealed class StrongestPictures
{
    private const int MostArcs = 12, MostRows = 200;

    private readonly LanguageModel _model;
    private readonly ReadText _read;
    private readonly IReadOnlyList<StrongestKeys> _rows;
    private readonly IReadOnlyList<int> _layers, _heads;
    private readonly ShownText _text;

    /// <summary>Prepares them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="read">The text.</param>
    /// <param name="rows">Every token's strongest key.</param>
    /// <param name="layers">The layers that are looked at.</param>
    /// <param name="heads">The heads that are looked at.</param>
    public StrongestPictures(LanguageModel model, ReadText read, IReadOnlyList<StrongestKeys> rows, IReadOnlyList<int> layers, IReadOnlyList<int> heads)
        => (_model, _read, _rows, _layers, _heads, _text) = (model, read, rows, layers, heads, ShownText.Of(read));

    /// <summary>The page.</summary>
    /// <param name="viewer">The view that can be used; null for still pictures alone.</param>
    public string Html(PageViewer? viewer = null)
    {
        var page = new Page("Who attends to whom", viewer);
        page.Facts(AttendFacts.Of(_model, _read), Sink);
        float[] words = Received();
        Shading shading = Shading.Of(ColorScale.Attention, words, "weight a word receives from tokens whose strongest key it is, summed");
        page.Part("Strongest keys", _text.IsShort ? $"The {MostArcs} strongest as lines." : "Itself and the sink left out.");
        page.Add(new SentenceView("Words that are strongest keys", _text, words, shading, arcs: Arcs(), arcShading: ArcShading), _text, words, shading);
        if (_text.IsShort) page.Add(new Legend(ArcShading));
        if (Maps() is (MapGridView grid, { } gridShading)) Heads(page, grid, gridShading);
        (int layer, int head) = Busiest();
        HeadMap map = HeadMaps.Of(_model.Transformer, Batch, _read.Length <= 64 ? 64 : HeadMap.MostCells, (attention, h)
            => attention == $"blocks.{layer}.attn" && h == head)[0];
        Shading mapShading = HeatMapView.Shading(map);
        page.Part($"Layer {layer}, head {head}", "The head in which the most tokens have their strongest key.");
        page.Add(new HeatMapView("Every token's attention", map, mapShading, _read.Show, _read.Show), new Legend(mapShading));
        page.Part("Every token");
        page.Add(Table());
        return page.ToString();
    }

    /// <summary>The maps of all heads as an SVG file; where there are too many heads for that, the strongest weight of each.</summary>
    public string Svg()
    {
        if (Maps() is (MapGridView maps, { } shading)) return SvgFile.Paper("Who attends to whom", [AttendFacts.Of(_model, _read), Sink],
            [maps, new Legend(shading)]);
        var weights = new Shading(ColorScale.Attention, 1, "largest weight of a token's strongest key, the sink left out");
        return SvgFile.Paper("Who attends to whom", [AttendFacts.Of(_model, _read), Sink],
            [new HeadGridView("Strongest key of every head", Cells(), weights), new Legend(weights)]);
    }

    private TokenBatch Batch => new(_read.Encoding.Ids);

    private static Shading ArcShading { get; } = new(ColorScale.Attention, 1, "lines: weight of the strongest key");

    private string Sink => string.Create(CultureInfo.InvariantCulture,
        $"Sink ({AttendFacts.Sinks(_read)}): {_rows.Average(row => row.SinkShare):P1} of all attention on average.");

    private static void Heads(Page page, MapGridView grid, Shading shading)
    {
        page.Part("Heads", "A small map each: queries down, keys across.");
        page.Add(grid, new Legend(shading));
    }

    private (MapGridView, Shading)? Maps()
    {
        if (_layers.Count * _heads.Count > MapGridView.MostHeads) return null;
        HashSet<string> attentions = [.. _layers.Select(layer => $"blocks.{layer}.attn")];
        IReadOnlyList<HeadMap> maps = HeadMaps.Of(_model.Transformer, Batch, MapGridView.CellsASide, (attention, head)
            => attentions.Contains(attention) && _heads.Contains(head));
        int block = maps[0].Block;
        Shading shading = new(ColorScale.Attention, 1, block == 1 ? "attention weight" : $"largest attention weight in a block of {block} × {block} tokens");
        return (new MapGridView("Attention of every head: queries down, keys across", maps, shading), shading);
    }

    private HeadCell[] Cells() => [.. _layers.SelectMany(layer => _heads.Select(head =>
    {
        double largest = _rows.Where(row => row.Key >= 0 && row.Layer == layer && row.Head == head).Select(row => row.Weight).DefaultIfEmpty(0).Max();
        return new HeadCell($"{layer}", head, largest, "", string.Create(CultureInfo.InvariantCulture, $"layer {layer}, head {head}: {largest:0.000}"));
    }))];

    private float[] Received()
    {
        var words = new float[_text.Words.Count];
        foreach (StrongestKeys row in _rows)
            if (row.Key >= 0 && _read.WordOf[row.Key] is var word and >= 0) words[word] += row.Weight;
        return words;
    }

    private Arc[] Arcs() => [.. _rows
        .Where(row => row.Key >= 0 && _read.WordOf[row.Token] >= 0 && _read.WordOf[row.Key] >= 0 && _read.WordOf[row.Token] != _read.WordOf[row.Key])
        .OrderByDescending(row => row.Weight).Take(MostArcs)
        .Select(row => new Arc(_read.WordOf[row.Token], _read.WordOf[row.Key], row.Weight,
            $"{_read.Show(row.Token)} → {_read.Show(row.Key)}: {ArcShading.Show(row.Weight)} (layer {row.Layer}, head {row.Head})"))];

    private (int Layer, int Head) Busiest()
        => _rows.Where(row => row.Key >= 0).GroupBy(row => (row.Layer, row.Head)).OrderByDescending(group => group.Count()).Select(group => group.Key)
            .FirstOrDefault((_layers[0], _heads[0]));

    private HtmlTable Table()
    {
        bool all = _rows.Count <= MostRows;
        var table = new HtmlTable(all ? "Every token's strongest key, itself and the sink left out"
            : $"The {MostRows} strongest of {_rows.Count} tokens, itself and the sink left out",
            ("token", true), ("", false), ("key", true), ("", false), ("weight", true), ("layer", true), ("head", true), ("mean sink", true));
        foreach (StrongestKeys row in all ? _rows : [.. _rows.OrderByDescending(row => row.Weight).Take(MostRows).OrderBy(row => row.Token)])
        {
            bool none = row.Key < 0;
            table.Add(
                (Text($"{row.Token}"), null), (TokenText.Brief(_read.Show(row.Token)), null), (none ? "" : Text($"{row.Key}"), null),
                    (none ? "none" : TokenText.Brief(_read.Show(row.Key)), null),
                (none ? "" : Text($"{row.Weight:F3}"), null), (none ? "" : Text($"{row.Layer}"), null), (none ? "" : Text($"{row.Head}"), null),
                    (Text($"{row.SinkShare:F3}"), null));
        }
        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
