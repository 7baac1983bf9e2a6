using System.Text.Json.Serialization.Metadata;
using Heed.Lens;
using Heed.Models;
using Heed.Studio.Models;
using Heed.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Sentence;

/// <summary>Who attends to whom in a text: all rows of a short one at once, so that looking from word to word needs no further question; one row of a long one.</summary>
internal sealed class SentencePage : IStudioPage
{
    /// <summary>Weights that are sent at once: of a longer text one row.</summary>
    private const long MostWeights = 400_000;

    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => SentenceJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
        => api.MapPost("/sentence", (SentenceRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation) =>
            Task.Run(() => Answer(request, shelf, options, cancellation), cancellation))
            .WithName("sentence").WithSummary("What tokens attend to, in every layer and head.").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static SentenceAnswer Answer(SentenceRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation)
    {
        string text = Limits.Text(request.Text, options);
        LanguageModel model = shelf.Get(request.Model);
        ReadText read = ReadText.Of(model, text);
        Blueprint b = model.Transformer.Blueprint;
        int layers = AttentionRows.Layers(b);
        bool all = (long)layers * b.Heads * read.Length * read.Length <= MostWeights;
        int? from = request.From;
        if (from is not null && (uint)from >= (uint)read.Length) throw new HeedException($"from: expected a token from 0 to {read.Length - 1}; got {from}.");
        int[] rows = all ? [.. Enumerable.Range(0, read.Length)] : [from ?? read.Length - 1];
        IReadOnlyList<TokenAttention> attention = TokenAttention.Of(model, read, rows, cancellation);
        int[] everyLayer = [.. Enumerable.Range(0, layers)], everyHead = [.. Enumerable.Range(0, b.Heads)];
        return new SentenceAnswer(
            model.Name, text, SentToken.Of(read), read.Words.Count, layers, b.Heads, rows[0], rows.Length,
            [.. attention.SelectMany(row => row.Weights.SelectMany(layer => layer.SelectMany(head => head)))],
            [.. attention.SelectMany(row => everyLayer.SelectMany(layer => row.Mean(layer, everyHead)))],
            [.. attention.SelectMany(row => everyLayer.SelectMany(layer => everyHead.Select(head => row.SinkShare(layer, head))))],
            [.. attention.Select(row => row.TellingLayer(everyLayer, everyHead))],
            read.UnknownWords(model));
    }
}
