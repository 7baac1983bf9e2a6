using Heed.Autograd;
using Heed.Models.Generation;
using Heed.Models.Tokenizers;

namespace Heed.Models.Tasks;

/// <summary>Sorts texts, or pairs of texts, into the classes of a model.</summary>
public sealed class TextClassifier(LanguageModel model)
{
    /// <summary>What the model says of each class, highest first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pair">The second text of a pair; null for none.</param>
    /// <param name="truncate">Whether a text longer than the window is cut, rather than refused; pairs are not cut.</param>
    /// <exception cref="HeedException">The model has no classification head or no tokenizer, or the text is empty or too long.</exception>
    public IReadOnlyList<TextClass> Classify(string text, string? pair = null, bool truncate = false)
    {
        Transformer transformer = model.Transformer;
        if (transformer.Blueprint.Head != ModelHead.Classification)
            throw new HeedException(
                $"classify: expected a model with a classification head; {model.Name} has {transformer.Blueprint.Head}.");
        if (string.IsNullOrWhiteSpace(text)) throw new HeedException("text: expected some words; got an empty text.");
        Encoding encoding = pair is null ? model.RequireTokenizer().Encode(text) : model.RequireTokenizer().Encode(text, pair);
        (int[] ids, int[] types) = FittedText.Of(model, encoding, transformer.Blueprint.MaxPositions, truncate && pair is null,
            keepEnd: false);
        using var tape = new Tape(recording: false);
        Tensor logits = transformer.ClassLogits(tape,
            transformer.Hidden(tape, new TokenBatch(ids) { TokenTypes = transformer.TypesFor(types) }), 1);
        Sampler.Check(logits.Span);
        double total = LogProbabilities.LogSumExp(logits.Span);
        ProblemKind problem = model.Labels?.Problem ?? ProblemKind.SingleLabel;
        return [.. logits.Span.ToArray().Select((logit, i) => new TextClass(model.Labels?.Names[i] ?? $"LABEL_{i}", Score(logit)))
            .OrderByDescending(c => c.Score)];

        double Score(float logit) => problem switch
        {
            ProblemKind.SingleLabel => Math.Exp(logit - total),
            ProblemKind.MultiLabel => 1 / (1 + Math.Exp(-logit)),
            _ => logit,
        };
    }
}
