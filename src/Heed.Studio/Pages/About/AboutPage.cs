using System.Text.Json.Serialization.Metadata;
using Heed.Lens;
using Heed.Models;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.About;

/// <summary>What every page begins with: the models there are, and what one of them is.</summary>
internal sealed class AboutPage : IStudioPage
{
    /// <inheritdoc/>
    public IJsonTypeInfoResolver Json => AboutJson.Default;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/about", (ModelShelf shelf, StudioOptions options)
            => new AboutAnswer(typeof(AboutPage).Assembly.GetName().Version!.ToString(3), [.. shelf.Models.Select(model => new NamedModel(model.Name, model.About))], options.TextLength))
            .WithName("about").WithSummary("The models there are.");
        api.MapGet("/models/{name}", (string name, ModelShelf shelf) => Describe(shelf.Get(name)))
            .WithName("model").WithSummary("What a model is.").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static ModelAnswer Describe(LanguageModel model)
    {
        Blueprint b = model.Transformer.Blueprint;
        return new ModelAnswer(
            model.Name, model.Architecture, AttentionRows.Layers(b), b.Heads, b.KeyValueHeads, b.Width, b.MaxPositions, b.VocabularySize,
            b.Head switch
            {
                ModelHead.Language => "continues",
                ModelHead.MaskedLanguage => "fills",
                ModelHead.Classification => "classifies",
                _ => "none",
            },
            b.Direction == Direction.Causal && !b.HasEncoder,
            b.Head == ModelHead.MaskedLanguage && model.Tokenizer is not null ? new Heed.Models.Tasks.MaskedWords(model).Mask : null);
    }
}
