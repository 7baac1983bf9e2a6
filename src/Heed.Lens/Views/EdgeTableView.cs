using System.Globalization;
using Heed.Lens.Consequences;

namespace Heed.Lens.Views;

/// <summary>The strongest edges of a question as a table: weight, prediction and what cutting did, side by side.</summary>
public static class EdgeTableView
{
    /// <summary>Makes it.</summary>
    /// <param name="why">The edges.</param>
    /// <param name="shading">Colours of their effects.</param>
    /// <param name="most">Rows at most.</param>
    public static HtmlTable Of(EdgeConsequences why, Shading shading, int most)
    {
        bool measured = why.Edges.Any(edge => edge.Measured is not null);
        var table = new HtmlTable(
            measured ? $"The strongest of {why.Edges.Count} edges that were cut, one at a time" : "The strongest edges by prediction; none was cut",
            [("from", false), ("to", false), ("attention", false), ("head", true), ("weight", true), ("writes", true), ("grad·A", true), ("predicted", true),
                .. measured ? ((string, bool)[])[("measured", true), ("", false)] : []]);
        foreach (EdgeEffect edge in why.Edges.Take(most))
            table.Add(
                [($"{TokenText.Brief(EdgeWords.Query(why.Question, edge))} {Place(edge.Query)}", null),
                    ($"{TokenText.Brief(EdgeWords.Key(why.Question, edge))} {Place(edge.Key)}", null),
                    (EdgeWords.Attention(edge.Attention), null), (Text($"{edge.Head}"), null), (Text($"{edge.Weight:F3}"), null),
                        (Text($"{edge.ValueWeighted:F3}"), null),
                    (Signed(edge.GradientAttention), null), (Signed(edge.Predicted), Tone(edge.Predicted)),
                    .. measured ? ((string, Tone?)[])[(edge.Measured is { } m ? Signed(m) : "", edge.Measured is { } n ? Tone(n) : null),
                        (Words(edge.Badge), null)] : []]);
        return table;

        string Signed(float value) => shading.Precise(value);

        Tone? Tone(float value) => shading.Level(value) == 0 ? null : shading.Tone(value);
    }

    /// <summary>The note under it: how well each method ranks what cutting did.</summary>
    /// <param name="why">The edges.</param>
    public static string Ranks(EdgeConsequences why)
    {
        (double? weight, double? written, double? gradient, double? predicted) = why.Correlations;
        return "Rank correlation with what cutting did: "
            + $"weight {Rank(weight)} · writes {Rank(written)} · grad·A {Rank(gradient)} · predicted {Rank(predicted)}.";

        static string Rank(double? value) => value is { } number ? SignedNumber.Text(number, 2) : "–";
    }

    private static string Place(int token) => Text($"({token})");

    private static string Words(EdgeBadge badge) => badge switch
    {
        EdgeBadge.LooksStrongDoesNothing => "looks strong, does nothing",
        EdgeBadge.LooksWeakDecides => "looks weak, decides",
        _ => "",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
