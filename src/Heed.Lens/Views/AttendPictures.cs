using System.Globalization;
using Heed.Models;

namespace Heed.Lens.Views;

/// <summary>What one token attends to, in pictures: a page, or a figure for a paper.</summary>
public sealed class AttendPictures
{
    private const int MostArcs = 6, MostRows = 200;

    private readonly LanguageModel _model;
    private readonly TokenAttention _attention;
    private readonly IReadOnlyList<int> _layers, _heads;
    private readonly int _telling, _keys;
    private readonly ShownText _text;
    private readonly float[] _words;
    private readonly Shading _shading;

    /// <summary>Prepares them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="attention">The token's attention.</param>
    /// <param name="layers">The layers that are looked at.</param>
    /// <param name="heads">The heads that are looked at.</param>
    /// <param name="telling">The layer whose mean is shown.</param>
    /// <param name="top">Keys listed a head.</param>
    public AttendPictures(LanguageModel model, TokenAttention attention, IReadOnlyList<int> layers, IReadOnlyList<int> heads, int telling, int top)
    {
        (_model, _attention, _layers, _heads, _telling, _keys) = (model, attention, layers, heads, telling, Math.Clamp(top, 1, 10));
        _text = ShownText.Of(Read);
        _words = attention.MeanByWord(telling, heads);
        _shading = Shading.Of(ColorScale.Attention, _words, $"share of the attention in layer {telling}, {Which}") with { IsPercent = true };
    }

    private ReadText Read => _attention.Read;

    private int From => Read.WordOf[_attention.From];

    private string Which => _heads.Count == 1 ? $"head {_heads[0]}" : $"mean of {_heads.Count} heads";

    /// <summary>The page.</summary>
    /// <param name="viewer">The view that can be used; null for still pictures alone.</param>
    public string Html(PageViewer? viewer = null)
    {
        var page = new Page(Title, viewer);
        page.Facts(Facts());
        page.Part($"{(_layers.Count > 1 ? "The most telling layer" : "Layer")}, {_telling}: {Which}", Sink);
        page.Add(Sentence(), _text, _words, _shading, From);
        page.Part("Heads", GridNote);
        (HeadGridView grid, Shading gridShading) = Grid();
        page.Add(grid, new Legend(gridShading));
        page.Add(Table());
        int head = TellingHead();
        HeadMap map = HeadMaps.Of(_model.Transformer, new TokenBatch(Read.Encoding.Ids), Read.Length <= 64 ? 64 : HeadMap.MostCells,
            (attention, h) => attention == $"blocks.{_telling}.attn" && h == head)[0];
        Shading shading = HeatMapView.Shading(map);
        page.Part($"Layer {_telling}, head {head}: every token", "The head of that layer that gives one word the most.");
        page.Add(new HeatMapView("Every token's attention", map, shading, Read.Show, Read.Show), new Legend(shading));
        return page.ToString();
    }

    /// <summary>The sentence as an SVG file.</summary>
    public string Svg() => SvgFile.Paper(Title, [.. Facts(), Sink], [Sentence(), new Legend(_shading)]);

    private string Title => $"What “{TokenText.Brief(WordOf(_attention.From))}” attends to";

    // A piece of a word says little alone.
    private string WordOf(int token) => Read.WordOf[token] is var word and >= 0 ? Read.Words[word].Text : Read.Show(token);

    private string GridNote => "Each head's strongest key that is not the sink, with its weight.";

    private string[] Facts() => [AttendFacts.Of(_model, Read),
        $"token {_attention.From}, {TokenText.Brief(Read.Show(_attention.From))}; layer {_telling}, {Which}"];

    private string Sink => string.Create(CultureInfo.InvariantCulture,
        $"Sink ({AttendFacts.Sinks(Read)}): {_attention.SinkShare(_telling, _heads):P1} of the attention in layer {_telling}.");

    private SentenceView Sentence()
        => new(_layers.Count > 1 ? "Mean attention in the most telling layer" : "Mean attention", _text, _words, _shading, From, From < 0 ? [] :
        [
            .. Enumerable.Range(0, _words.Length).Where(w => w != From && _shading.Level(_words[w]) > 0).OrderByDescending(w => _words[w]).Take(MostArcs)
                .Select(w => new Arc(From, w, _words[w], $"{_text.Words[From].Text} → {_text.Words[w].Text}: {_shading.Show(_words[w])}")),
        ]);

    private (HeadGridView Grid, Shading Shading) Grid()
    {
        HeadCell[] cells = [.. _layers.SelectMany(layer => _heads.Select(head =>
        {
            float[] weights = _attention.Weights[layer][head];
            int best = -1;
            for (int t = 0; t < weights.Length; t++)
                if (!Read.IsSink(t) && (best < 0 || weights[t] > weights[best])) best = t;
            bool none = best < 0 || weights[best] == 0;
            string label = none ? "–" : WordOf(best), sink = string.Create(CultureInfo.InvariantCulture, $"sink {_attention.SinkShare(layer, head):0.00}");
            return new HeadCell($"{layer}", head, none ? 0 : weights[best], label,
                string.Create(CultureInfo.InvariantCulture, $"layer {layer}, head {head}: {label} {(none ? 0 : weights[best]):0.000}, {sink}"));
        }))];
        var shading = new Shading(ColorScale.Attention, 1, "weight of the head's strongest key");
        return (new HeadGridView("Strongest key of every head", cells, shading), shading);
    }

    private HtmlTable Table()
    {
        var rows = _layers.SelectMany(layer => _heads.Select(head => (Layer: layer, Head: head, Keys: _attention.Strongest(layer, head, _keys)))).ToArray();
        bool all = rows.Length <= MostRows;
        var table = new HtmlTable(all ? "Every head's strongest keys, the sink among them"
            : $"The {MostRows} of {rows.Length} heads with the strongest keys, the sink among them",
            [("layer", true), ("head", true), ("strongest", false), ("sink", true)]);
        foreach (var (layer, head, keys) in all ? rows : [.. rows.OrderByDescending(row => row.Keys[0].Weight).Take(MostRows)])
            table.Add(
                (Text($"{layer}"), null), (Text($"{head}"), null),
                    (string.Join(", ", keys.Select(key => Text($"{TokenText.Brief(Read.Show(key.Token))} ({key.Token}) {key.Weight:F3}"))), null),
                (Text($"{_attention.SinkShare(layer, head):F3}"), null));
        return table;
    }

    private int TellingHead()
    {
        // The most that one word apart from the query gets from each head: by word as the sentence above, and in one pass over the tokens.
        return _heads.MaxBy(head =>
        {
            float[] words = ShownText.ByWord(Read, _attention.Weights[_telling][head]);
            return words.Where((_, w) => w != From && Read.Words[w].IsWord).DefaultIfEmpty(0f).Max();
        });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
