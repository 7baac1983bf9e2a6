using Heed.Lens;
using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Studio.Models;
using Heed.Studio.Safety;

namespace Heed.Studio.Pages.Why;

/// <summary>A text with its model and the place of its answer, as requests name them.</summary>
/// <param name="Model">The model.</param>
/// <param name="Place">Where the text is answered.</param>
internal sealed record AskedText(LanguageModel Model, AnswerPlace Place)
{
    /// <summary>Likeliest answers among which the model's own is looked for.</summary>
    private const int Candidates = 8;

    /// <summary>Checks what a request brings.</summary>
    /// <exception cref="HeedException">The text is empty, there is no such model or token, or the model gives no answers.</exception>
    /// <exception cref="TooLargeException">The text is too long.</exception>
    public static AskedText Of(string? text, string? model, int? at, ModelShelf shelf, StudioOptions options)
    {
        LanguageModel loaded = shelf.Get(model);
        ReadText read = Limits.Read(loaded, text, options);
        bool guesses = loaded.Transformer.Blueprint.Head == ModelHead.MaskedLanguage;
        return new AskedText(loaded, AnswerPlace.Of(loaded, read.Text, at ?? (guesses ? Word(read) : null)));
    }

    /// <summary>Where another place may be chosen: the model guesses words, and no mask says which.</summary>
    public int? At => Model.Transformer.Blueprint.Head == ModelHead.MaskedLanguage ? Place.Token : null;

    /// <summary>Whether <see cref="At"/> is a choice.</summary>
    public bool HasPlaces => At is { } at && Place.Prompt.Encoding.Ids[at] != Model.RequireTokenizer().TokenToId(new Heed.Models.Tasks.MaskedWords(Model).Mask);

    /// <summary>The question about it; an answer that was left out is the model's own likeliest, and the other the next.</summary>
    /// <exception cref="HeedException">An answer is not in the vocabulary, or both are the same.</exception>
    public (Question Question, string Answer, string? Other) Ask(string? answer, string? other)
    {
        string? first = Given(answer), second = Given(other);
        if (first is null || second is null)
        {
            string[] own = [.. GivenAnswers.Of(Place, [], Candidates).Select(one => one.Text).Distinct(StringComparer.OrdinalIgnoreCase)];
            first ??= Array.Find(own, text => !string.Equals(text, second, StringComparison.OrdinalIgnoreCase) && Fits(text))
                ?? throw new HeedException($"answer: expected one; none of the likeliest ({string.Join(", ", own)}) is a word of {Model.Name}. Give an answer.");
            second ??= Array.Find(own, text => !string.Equals(text, first, StringComparison.OrdinalIgnoreCase) && Fits(text));
        }
        return (Of(first, second), first, second);
    }

    /// <summary>The question as it is given; null without an answer.</summary>
    public Question? AskGiven(string? answer, string? other) => Given(answer) is { } first ? Of(first, Given(other)) : null;

    private static string? Given(string? answer) => string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();

    private Question Of(string answer, string? other) => Question.Of(Model, Place.Prompt.Text, answer, other, At);

    /// <summary>Whether what the model says can be asked for: unknown-word tokens and parts of words cannot.</summary>
    private bool Fits(string answer)
    {
        try
        {
            return Of(answer, null).Runs.Count == 1;
        }
        catch (HeedException)
        {
            return false;
        }
    }

    private static int Word(ReadText read) => TellingToken.Word(read) is var word and >= 0 ? word : read.Length - 1;
}
