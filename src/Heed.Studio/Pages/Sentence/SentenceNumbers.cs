using Heed.Lens;
using Heed.Models;

namespace Heed.Studio.Pages.Sentence;

/// <summary>What the page shows of a text, as the lens has it.</summary>
internal static class SentenceNumbers
{
    /// <summary>Weights that are sent at once: of a longer text one row.</summary>
    private const long MostWeights = 400_000;

    /// <summary>Gathers it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="read">The text.</param>
    /// <param name="from">Of a long text the token whose row is wanted; the one to begin with where left out.</param>
    /// <param name="cancellation">Stops between two heads.</param>
    /// <exception cref="HeedException">There is no such token, or the model is damaged.</exception>
    public static SentenceAnswer Of(LanguageModel model, ReadText read, int? from, CancellationToken cancellation)
    {
        if (from is not null && (uint)from >= (uint)read.Length) throw new HeedException($"from: expected a token from 0 to {read.Length - 1}; got {from}.");
        Blueprint b = model.Transformer.Blueprint;
        int[] layers = [.. Enumerable.Range(0, AttentionRows.Layers(b))], heads = [.. Enumerable.Range(0, b.Heads)];
        bool all = (long)layers.Length * heads.Length * read.Length * read.Length <= MostWeights;
        int begin = TellingToken.Word(read) is var word and >= 0 ? word : read.Length - 1;
        int[] rows = all ? [.. Enumerable.Range(0, read.Length)] : [from ?? begin];
        IReadOnlyList<TokenAttention> attention = TokenAttention.Of(model, read, rows, cancellation);
        return new SentenceAnswer(
            model.Name, read.Text, SentToken.Of(read), read.Words.Count, layers.Length, heads.Length, begin, rows[0], rows.Length,
            [.. attention.SelectMany(row => row.Weights.SelectMany(layer => layer.SelectMany(head => head)))],
            [.. attention.SelectMany(row => layers.SelectMany(layer => row.Mean(layer, heads)))],
            [.. attention.SelectMany(row => layers.SelectMany(layer => heads.Select(head => row.SinkShare(layer, head))))],
            [.. attention.Select(row => row.TellingLayer(layers, heads))],
            read.UnknownWords(model));
    }
}
