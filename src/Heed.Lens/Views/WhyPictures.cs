using System.Globalization;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Metrics;
using Heed.Models;

namespace Heed.Lens.Views;

/// <summary>What an answer rests on, in pictures: a page, or a figure for a paper.</summary>
public sealed class WhyPictures
{
    /// <summary>Lines between words at most.</summary>
    private const int MostArcs = 8;

    private readonly EdgeConsequences _why;
    private readonly HeadEffects _heads;
    private readonly Ablation _ablation;
    private readonly ShownText _text;
    private readonly float[] _words;
    private readonly Shading _wordShading, _edgeShading, _headShading;

    /// <summary>Prepares them.</summary>
    /// <param name="why">The edges.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="ablation">What took the place of a removed head.</param>
    public WhyPictures(EdgeConsequences why, HeadEffects heads, Ablation ablation)
    {
        (_why, _heads, _ablation, _text) = (why, heads, ablation, ShownText.Of(why.Question.Prompt));
        _words = ShownText.ByWord(why.Question.Prompt, why.TokenEffects());
        _wordShading = Shading.Of(ColorScale.Effect, _words,
            "words: predicted change of the metric when attention to them is cut, edge by edge, summed over heads");
        _edgeShading = Shading.Of(ColorScale.Effect, why.Edges.Select(Effect),
            "lines: change of the metric when that one edge is cut, measured where it was (the strongest of each pair of words)");
        _headShading = Shading.Of(ColorScale.Effect, heads.Heads.SelectMany(head => new[] { head.Total, head.Direct ?? 0 }),
            "effect on the metric, the same colours in both");
    }

    private Question Question => _why.Question;

    /// <summary>The page.</summary>
    /// <param name="viewer">The view that can be used; null for still pictures alone.</param>
    public string Html(PageViewer? viewer = null)
    {
        var page = new Page(Title, viewer);
        page.Facts(Facts());
        page.Part("What the answer rests on", SinkNote());
        page.Add(Sentence(), _text, _words, _wordShading);
        if (_text.IsShort) page.Add(new Legend(_edgeShading));
        page.Part("Heads", HeadNote);
        page.Add(Grids(), new Legend(_headShading));
        page.Part("Edges", EdgeTableView.Ranks(_why));
        page.Add(EdgeTableView.Of(_why, _edgeShading, 30));
        if (_why.Edges.Count > 0)
        {
            EdgeEffect edge = _why.Edges[0];
            HeadMap map = Map(edge);
            page.Part($"Where the strongest edge is: {EdgeWords.Attention(map.Attention)}, head {map.Head}");
            Shading shading = HeatMapView.Shading(map);
            page.Add(new HeatMapView("Attention of that head", map, shading, token => EdgeWords.Query(Question, edge with { Query = token }),
                token => EdgeWords.Key(Question, edge with { Key = token })), new Legend(shading));
        }
        page.Part("Whole parts of layers");
        page.Add(Parts());
        return page.ToString();
    }

    /// <summary>Sentence and heads as an SVG file.</summary>
    public string Svg() => SvgFile.Paper(Title, Facts(),
        [Sentence(), new Legend(_wordShading), .. _text.IsShort && _why.Edges.Count > 0 ? (IFigure[])[new Legend(_edgeShading)] : [], Grids(HeadNote),
            new Legend(_headShading)]);

    private string Title => string.Create(CultureInfo.InvariantCulture, $"{Question.Name} = {_why.Value:0.000;−0.000}");

    private string HeadNote
        => $"What the metric loses without each head ({(_ablation == Ablation.Mean ? "its mean over the prompt in its place" : "0 in its place")}), "
            + "and what it writes straight into it.";

    private string[] Facts()
    {
        Blueprint b = Question.Model.Transformer.Blueprint;
        return [string.Create(CultureInfo.InvariantCulture,
            $"{Question.Model.Name} ({Question.Model.Architecture}, {b.Layers} layers × {b.Heads} heads) · {Question.Prompt.Length:N0} tokens"),
            .. Question.Note is { } note ? (string[])[note + "."] : []];
    }

    private string SinkNote()
    {
        float[] effects = _why.TokenEffects();
        float sum = 0;
        for (int t = 0; t < effects.Length; t++)
            if (Question.Prompt.WordOf[t] < 0) sum += effects[t];
        return $"Tokens outside words (those the model adds): {_wordShading.Show(sum)}.";
    }

    private SentenceView Sentence()
    {
        ReadText read = Question.Prompt;
        var arcs = new Dictionary<(int, int), Arc>();
        foreach (EdgeEffect edge in _why.Edges) // strongest first
        {
            if (!EdgeWords.QueryIsPrompt(Question, edge) || !EdgeWords.KeyIsPrompt(Question, edge)) continue;
            (int from, int to) = (read.WordOf[edge.Query], read.WordOf[edge.Key]);
            if (from < 0 || to < 0 || from == to || _edgeShading.Level(Effect(edge)) == 0) continue;
            arcs.TryAdd((from, to), new Arc(from, to, Effect(edge),
                $"{_text.Words[from].Text} → {_text.Words[to].Text}: {_edgeShading.Show(Effect(edge))} "
                + $"({EdgeWords.Attention(edge.Attention)}, head {edge.Head})"));
        }
        return new SentenceView("What the answer rests on", _text, _words, _wordShading, arcs: [.. arcs.Values.Take(MostArcs)], arcShading: _edgeShading);
    }

    private SideBySide Grids(string title = "")
    {
        return new SideBySide(title, Grid("total: lost without it", head => head.Total), Grid("direct: written straight into the metric", head => head.Direct));

        HeadGridView Grid(string name, Func<HeadEffect, float?> number)
            => new(name, [.. _heads.Heads.Select(head => new HeadCell(
                Row(head.Part), head.Head!.Value, number(head) ?? double.NaN, "",
                $"{EdgeWords.Attention(head.Part)}, head {head.Head}: {(number(head) is { } value ? _headShading.Show(value) : "no direct path")}"))],
                    _headShading, 434);
    }

    private HtmlTable Parts()
    {
        var table = new HtmlTable("What the metric loses without each, and what it writes straight into it", ("part", false), ("total", true),
            ("direct", true));
        foreach (HeadEffect part in _heads.Layers)
            table.Add((EdgeWords.Attention(part.Part), null), (_headShading.Precise(part.Total), null),
                (part.Direct is { } direct ? _headShading.Precise(direct) : "–", null));
        table.Add(("embedding", null), ("–", null), (_headShading.Precise(_heads.Embedding), null));
        return table;
    }

    private HeadMap Map(EdgeEffect edge)
    {
        int exact = Question.Prompt.Length <= 64 ? 64 : HeadMap.MostCells;
        return HeadMaps.Of(Question.Model.Transformer, Question.Runs[edge.Run ?? 0].Batch, exact, (attention, head)
            => attention == edge.Attention && head == edge.Head)[0];
    }

    private static string Row(string part)
        => part.EndsWith(".attn", StringComparison.Ordinal) && part.StartsWith("blocks.", StringComparison.Ordinal) ? part[7..^5] : EdgeWords.Attention(part);

    private static float Effect(EdgeEffect edge) => edge.Measured ?? edge.Predicted;
}
