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
    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => SentenceJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
        => api.MapPost("/sentence", (SentenceRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation) =>
            Task.Run(() => Answer(request, shelf, options, cancellation), cancellation))
            .WithName("sentence").WithSummary("What tokens attend to, in every layer and head.").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static SentenceAnswer Answer(SentenceRequest request, ModelShelf shelf, StudioOptions options, CancellationToken cancellation)
    {
        LanguageModel model = shelf.Get(request.Model);
        return SentenceNumbers.Of(model, Limits.Read(model, request.Text, options), request.From, cancellation);
    }
}
