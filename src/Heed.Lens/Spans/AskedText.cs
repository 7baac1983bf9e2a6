using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Models.Tasks;
using Heed.Models.Tokenizers;

namespace Heed.Lens.Spans;

/// <summary>
/// A text and the place where its answer stands: behind it, or of a masked-word model at its only mask. What spans do to the answer is asked of it.
/// </summary>
public sealed class AskedText
{
    private readonly int[] _ids;
    private readonly bool _special;

    private AskedText(LanguageModel model, ReadText read, int[] ids, int query, bool special)
        => (Model, Read, _ids, Query, _special) = (model, read, ids, query, special);

    /// <summary>The model.</summary>
    public LanguageModel Model { get; }

    /// <summary>The text as the model reads it.</summary>
    public ReadText Read { get; }

    /// <summary>The token that gives the first token of the answer: the last one, or the mask.</summary>
    public int Query { get; }

    /// <summary>Whether the answer stands at a mask rather than behind the text.</summary>
    public bool IsMasked => Model.Transformer.Blueprint.Head == ModelHead.MaskedLanguage;

    /// <summary>Reads a text.</summary>
    /// <param name="model">A decoder, or an encoder that guesses masked words.</param>
    /// <param name="text">The text, of the latter with one mask.</param>
    /// <param name="addSpecialTokens">Whether the tokenizer adds its special tokens; a conversation's template has written them already.</param>
    /// <exception cref="HeedException">The model answers in another way, or the text is empty, too long, or has not one mask.</exception>
    public static AskedText Of(LanguageModel model, string text, bool addSpecialTokens = true)
    {
        Blueprint b = model.Transformer.Blueprint;
        bool masked = b.Head == ModelHead.MaskedLanguage;
        if (b.HasEncoder || !masked && (b.Head != ModelHead.Language || b.Direction != Direction.Causal))
            throw new HeedException(
                $"model: expected a decoder, which continues a prompt, or an encoder that guesses masked words; {model.Name} is {model.Architecture}, "
                + "where this has no meaning. Take this assertion off its columns.");
        if (string.IsNullOrWhiteSpace(text)) throw new HeedException("text: expected some words; got an empty text.");
        Encoding encoding = model.RequireTokenizer().Encode(text, addSpecialTokens);
        if (encoding.Ids.Length == 0) throw new HeedException("text: expected some words; none of its characters became a token.");
        ReadText read = ReadText.Of(model, text, encoding);
        return new AskedText(model, read, encoding.Ids, masked ? MaskOf(model, encoding.Ids) : encoding.Ids.Length - 1, addSpecialTokens);
    }

    /// <summary>The same place in another text.</summary>
    /// <exception cref="HeedException">As <see cref="Of"/>.</exception>
    public AskedText With(string text) => Of(Model, text, _special);

    /// <summary>The same text with one token in the place of some: as many tokens, at the same places.</summary>
    /// <param name="places">Which.</param>
    /// <param name="token">What stands there instead.</param>
    public AskedText With(IReadOnlyList<int> places, int token)
    {
        int[] ids = [.. _ids];
        foreach (int place in places) ids[place] = token;
        return new AskedText(Model, Read, ids, Query, _special);
    }

    /// <summary>The tokens of an answer here.</summary>
    /// <param name="words">The words.</param>
    /// <param name="option">What it is called in messages.</param>
    /// <exception cref="HeedException">The model does not know it (the message names the nearest words), or it does not fit the place.</exception>
    public int[] Answer(string words, string option)
    {
        if (Model.KnownWords is { } known && TextWord.Split(words).FirstOrDefault(word => word.IsWord && !known.Contains(word.Text)) is { } unknown)
            throw new HeedException(
                $"{option}: '{unknown.Text}' is not among the words {Model.Name} knows; it cannot be its answer. "
                    + $"{NearestWords.Hint(Model, unknown.Text)}Choose another word.");
        // A mask takes the place of a word with its space.
        int[] tokens = AnswerTokens.Of(Model, IsMasked ? "x" : Read.Text, words, option);
        if (IsMasked && tokens.Length != 1)
            throw new HeedException($"{option}: expected a word that is one token of {Model.Name}, as the text has one mask; '{words}' is "
                + $"{tokens.Length}. Choose another word.");
        return tokens;
    }

    /// <summary>Tokens as words, for people.</summary>
    public string Show(ReadOnlySpan<int> tokens) => AnswerTokens.Show(Model, tokens);

    /// <summary>What runs: the text with the answer's tokens but the last.</summary>
    /// <exception cref="HeedException">Both together are longer than the window.</exception>
    public TokenBatch Batch(ReadOnlySpan<int> answer)
    {
        int window = Model.Transformer.Blueprint.MaxPositions, length = IsMasked ? _ids.Length : _ids.Length + answer.Length - 1;
        if (length > window)
            throw new HeedException($"prompt too long: {length} tokens with the answer; the window of {Model.Name} is {window}. Shorten the prompt, or "
                + "choose a model with a longer window.");
        return IsMasked ? new TokenBatch(_ids) { TokenTypes = Model.Transformer.Blueprint.TokenTypes > 1 ? Read.Encoding.TypeIds : null }
            : new TokenBatch([.. _ids, .. answer[..^1]]);
    }

    /// <summary>The rows that give the answer's tokens.</summary>
    public int[] Rows(ReadOnlySpan<int> answer) => IsMasked ? [Query] : [.. Enumerable.Range(Query, answer.Length)];

    /// <summary>How likely an answer is.</summary>
    /// <param name="answer">Its tokens.</param>
    /// <param name="alsoRight">Tokens that begin other right answers; null for none.</param>
    /// <exception cref="HeedException">The answer does not fit the window, or a logit is no number.</exception>
    public AnswerScore Score(int[] answer, IReadOnlyCollection<int>? alsoRight = null)
        => AnswerScore.Of(Model.Transformer, Batch(answer), Rows(answer), answer, alsoRight: alsoRight);

    /// <summary>A run whose metric is log p(answer), for <see cref="Consequences.Rerun"/>.</summary>
    /// <exception cref="HeedException">The answer does not fit the window.</exception>
    public QuestionRun Run(int[] answer) => new(Batch(answer), new Metric(
        $"log p({Show(answer)})", [.. Rows(answer)], [.. answer.Select((token, i) => new MetricTerm(i, token, 1))], LogProbabilities: true));

    private static int MaskOf(LanguageModel model, int[] ids)
    {
        string mask = new MaskedWords(model).Mask;
        int id = model.RequireTokenizer().TokenToId(mask)!.Value, count = ids.Count(one => one == id);
        return count == 1 ? Array.IndexOf(ids, id) : throw new HeedException(
            $"prompt: {model.Name} guesses masked words; expected one {mask} where the answer stands; the prompt has {(count == 0 ? "none" : count)}.");
    }
}
