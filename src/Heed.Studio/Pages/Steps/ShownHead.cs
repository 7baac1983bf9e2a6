using Heed.Lens;
using Heed.Lens.Steps;
using Heed.Models;
using Heed.Studio.Models;
using Heed.Studio.Safety;

namespace Heed.Studio.Pages.Steps;

/// <summary>The head a request means, with what it left out filled in.</summary>
internal sealed record ShownHead(LanguageModel Model, ReadText Read, int Layer, int Head, int Word, int? At)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="HeedException">There is no such model, layer, head or token, or the text is empty.</exception>
    /// <exception cref="TooLargeException">The text has more tokens than can be shown number by number.</exception>
    public static ShownHead Of(StepsRequest? request, ModelShelf shelf, StudioOptions options)
    {
        if (request is null) throw new HeedException("of: expected a text and a head of a model; it was left out.");
        string text = Limits.Text(request.Text, options);
        LanguageModel model = shelf.Get(request.Model);
        var read = ReadText.Of(model, text);
        if (read.Length > HeadSteps.MostTokens)
            throw new TooLargeException(
                $"text: expected at most {HeadSteps.MostTokens} tokens, as whole matrices are shown; got {read.Length}. Shorten it, or use the Map page.");
        Blueprint b = model.Transformer.Blueprint;
        int word = request.Word ?? TellingToken.Of(model, read), layers = AttentionRows.Layers(b), layer = request.Layer ?? layers - 1;
        if ((uint)word >= (uint)read.Length) throw new HeedException($"word: expected a token from 0 to {read.Length - 1}; got {word}.");
        if ((uint)layer >= (uint)layers) throw new HeedException($"layer: expected a number from 0 to {layers - 1}; got {layer}.");
        bool answersAtToken = !b.HasEncoder && b.Head is ModelHead.Language or ModelHead.MaskedLanguage;
        int head = request.Head ?? TokenAttention.Of(model, read, word).TellingHead(layer);
        return new ShownHead(model, read, layer, head, word, answersAtToken ? request.At ?? word : request.At);
    }
}
