using Heed.Autograd;
using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Models.Tasks;
using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Faith;

/// <summary>A held-out sentence of tiny English as a prompt, with the tokens of the word that must be used to answer it.</summary>
/// <param name="Read">The prompt.</param>
/// <param name="Run">Its tokens; the metric is the logit of the answer's first token minus that of the best other.</param>
/// <param name="Truth">The tokens of the true word.</param>
/// <param name="IsRight">Whether the model gives the answer.</param>
public sealed record FaithSentence(ReadText Read, QuestionRun Run, IReadOnlyList<int> Truth, bool IsRight)
{
    /// <summary>Makes a prompt of a sentence.</summary>
    /// <param name="model">A decoder, or an encoder that guesses masked words.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="number">Which of several answers is asked for: a number that is taken modulo theirs.</param>
    public static FaithSentence Of(LanguageModel model, Sentence sentence, int number)
    {
        AnswerSpan answer = sentence.Answers[number % sentence.Answers.Count];
        Tokenizer tokenizer = model.RequireTokenizer();
        Encoding whole = tokenizer.Encode(sentence.Text);
        int[] places = [.. Enumerable.Range(0, whole.Ids.Length).Where(i => Overlaps(whole, i, answer.Start, answer.Start + answer.Length))];
        bool isDecoder = model.Transformer.Blueprint.Direction == Direction.Causal;
        string text;
        int[] ids;
        int row;
        if (isDecoder)
        {
            text = sentence.Text[..answer.Start].TrimEnd();
            (ids, row) = (whole.Ids[..places[0]], places[0] - 1);
        }
        else
        {
            text = sentence.Text;
            (ids, row) = ([.. whole.Ids], places[0]);
            int mask = tokenizer.TokenToId(new MaskedWords(model).Mask)!.Value;
            foreach (int place in places) ids[place] = mask;
        }
        (int start, int end) = TrueWord.Of(sentence, answer);
        int[] truth = [.. Enumerable.Range(0, ids.Length).Where(i => Overlaps(whole, i, start, end))];
        int right = whole.Ids[places[0]];
        int other = BestOther(model.Transformer, ids, row, right, out bool isRight);
        var metric = new Metric("logit(answer) − logit(best other)", [row], [new(0, right, 1), new(0, other, -1)], false);
        return new FaithSentence(ReadText.Of(model, text), new QuestionRun(new TokenBatch(ids), metric), truth, isRight);
    }

    private static bool Overlaps(Encoding encoding, int token, int start, int end)
        => !encoding.SpecialMask[token] && encoding.Offsets[token].Start < end && encoding.Offsets[token].End > start;

    private static int BestOther(Transformer model, int[] ids, int row, int right, out bool isRight)
    {
        using var tape = new Tape(recording: false);
        ReadOnlySpan<float> logits = model.TokenLogits(tape, model.Hidden(tape, new TokenBatch(ids)), [row]).Span;
        int best = -1;
        foreach (float logit in logits)
            if (!float.IsFinite(logit)) throw new HeedException($"logits: expected finite numbers; got {logit}. The model's weights are damaged.");
        for (int token = 0; token < logits.Length; token++)
            if (token != right && (best < 0 || logits[token] > logits[best])) best = token;
        isRight = logits[right] > logits[best];
        return best;
    }
}
