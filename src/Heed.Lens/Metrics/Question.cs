using Heed.Autograd;
using Heed.Lens.Interventions;
using Heed.Models;
using Heed.Models.Tasks;

namespace Heed.Lens.Metrics;

/// <summary>
/// A prompt with an answer, and another one it is held against: what a model's insides are asked about. The metric is logit(answer) − logit(other) where both are one
/// token, else the difference of their log-probabilities over all their tokens; without another, the answer's log-probability.
/// </summary>
public sealed class Question
{
    private Question(LanguageModel model, ReadText prompt, string name, IReadOnlyList<QuestionRun> runs)
        => (Model, Prompt, Name, Runs) = (model, prompt, name, runs);

    /// <summary>The model.</summary>
    public LanguageModel Model { get; }

    /// <summary>The prompt as the model reads it.</summary>
    public ReadText Prompt { get; }

    /// <summary>The metric, for people.</summary>
    public string Name { get; }

    /// <summary>Its parts, whose metrics add up: one, or two where an answer has several tokens.</summary>
    public IReadOnlyList<QuestionRun> Runs { get; }

    /// <summary>Something to tell the user, such as that an answer has several tokens; null for nothing.</summary>
    public string? Note { get; private init; }

    /// <summary>The metric when something is done to the model, from whole runs; <see cref="Consequences.Rerun"/> is quicker where much is tried on one text.</summary>
    /// <param name="interventions">What is done; empty for nothing.</param>
    /// <exception cref="HeedException">The model does not have what is touched, or the metric is not finite.</exception>
    public float Value(params IReadOnlyList<Intervention> interventions)
    {
        foreach (Intervention intervention in interventions) intervention.Check(Model.Transformer.Blueprint);
        float value = 0;
        foreach (QuestionRun run in Runs)
        {
            using var tape = new Tape(recording: false);
            value += run.Metric.Of(Model.Transformer, tape, Model.Transformer.Hidden(tape, run.Batch, hook: new InterventionHook(interventions))).Span[0];
        }
        return value;
    }

    /// <summary>Makes a question.</summary>
    /// <param name="model">A model with a head.</param>
    /// <param name="prompt">The text; of a masked-word model with one mask where the answer stands.</param>
    /// <param name="answer">The answer: words, or a class.</param>
    /// <param name="other">What it is held against; null for nothing.</param>
    /// <param name="at">Of a masked-word model without a mask: the token at whose place the answer is read; null for none.</param>
    /// <exception cref="HeedException">The model has no head, an answer is not in its vocabulary, both are the same, or there is no place for them.</exception>
    public static Question Of(LanguageModel model, string prompt, string answer, string? other, int? at = null)
        => model.Transformer.Blueprint.Head switch
        {
            ModelHead.Language => Continuation(model, prompt, answer, other),
            ModelHead.MaskedLanguage => Masked(model, prompt, answer, other, at),
            ModelHead.Classification => Class(model, prompt, answer, other),
            _ => throw new HeedException($"answer: expected a model that answers (a language, masked-word or classification head); {model.Name} has none."),
        };

    private static Question Continuation(LanguageModel model, string prompt, string answer, string? other)
    {
        bool encodes = model.Transformer.Blueprint.HasEncoder;
        int[] first = AnswerTokens.Of(model, encodes ? null : prompt, answer, "answer");
        return OfTokens(model, prompt, first, other is null ? null : AnswerTokens.Of(model, encodes ? null : prompt, other, "other"));
    }

    /// <summary>The same for a model that continues texts, whose answers are given as tokens.</summary>
    internal static Question OfTokens(LanguageModel model, string prompt, int[] first, int[]? second)
    {
        ReadText read = ReadText.Of(model, prompt);
        bool encodes = model.Transformer.Blueprint.HasEncoder;
        (string name, string? note, bool single) = Describe(model, first, second);
        int[] start = encodes ? [model.Transformer.Blueprint.DecoderStartToken ?? 0] : read.Encoding.Ids;
        var runs = new List<QuestionRun>();
        if (single) runs.Add(new QuestionRun(Batch(start), new Metric(name, [start.Length - 1], [new(0, first[0], 1), new(0, second![0], -1)], LogProbabilities: false)));
        else
        {
            runs.Add(Sequence(first, 1));
            if (second is not null) runs.Add(Sequence(second, -1));
        }
        return new Question(model, read, name, runs) { Note = note };

        TokenBatch Batch(int[] ids) => new(ids) { Source = encodes ? new TokenBatch(read.Encoding.Ids) : null };

        QuestionRun Sequence(int[] tokens, float weight)
            => new(Batch([.. start, .. tokens[..^1]]), new Metric(
                name, [.. tokens.Select((_, i) => start.Length - 1 + i)], [.. tokens.Select((token, i) => new MetricTerm(i, token, weight))], LogProbabilities: true));
    }

    private static Question Masked(LanguageModel model, string prompt, string answer, string? other, int? at)
    {
        ReadText read = ReadText.Of(model, prompt);
        // A mask takes the place of a word with its space.
        int[] first = AnswerTokens.Of(model, "x", answer, "answer"), ids = read.Encoding.Ids;
        int[]? second = other is null ? null : AnswerTokens.Of(model, "x", other, "other");
        string mask = new MaskedWords(model).Mask;
        int id = model.RequireTokenizer().TokenToId(mask)!.Value;
        int[] places = [.. Enumerable.Range(0, ids.Length).Where(i => ids[i] == id)];
        if (places.Length == 0 && at is { } token)
        {
            Single(first, answer, "answer");
            if (second is not null) Single(second, other!, "other");
            places = [token];
        }
        if (places.Length != first.Length || second is not null && second.Length != first.Length)
            throw new HeedException(places.Length == 0
                ? $"answer: {model.Name} guesses masked words; expected {mask} in the text where the answer stands, as in \"It was the {mask}.\""
                : $"answer: expected as many {mask} in the text as each answer has tokens; the text has {places.Length}, the answer {first.Length}{(second is null ? "" : $", the other {second.Length}")}.");
        (string name, string? note, bool single) = Describe(model, first, second);
        var terms = new List<MetricTerm>(first.Select((t, i) => new MetricTerm(i, t, 1)));
        if (second is not null) terms.AddRange(second.Select((t, i) => new MetricTerm(i, t, -1)));
        var batch = new TokenBatch(ids) { TokenTypes = model.Transformer.Blueprint.TokenTypes > 1 ? read.Encoding.TypeIds : null };
        return new Question(model, read, name, [new QuestionRun(batch, new Metric(name, [.. places], [.. terms], LogProbabilities: !single))]) { Note = note };

        void Single(int[] tokens, string words, string option)
        {
            if (tokens.Length != 1)
                throw new HeedException($"{option}: expected a word that is one token of {model.Name}, as the answer is read at one token; '{words}' is {tokens.Length}. Choose another word, or put {mask} in the text, one for each.");
        }
    }

    private static Question Class(LanguageModel model, string prompt, string answer, string? other)
    {
        ReadText read = ReadText.Of(model, prompt);
        int first = Find(answer, "answer"), second = other is null ? -1 : Find(other, "other");
        if (first == second) throw Same(answer);
        string name = other is null ? $"log p({answer})" : $"logit({answer}) − logit({other})";
        var terms = new List<MetricTerm> { new(0, first, 1) };
        if (second >= 0) terms.Add(new(0, second, -1));
        var batch = new TokenBatch(read.Encoding.Ids) { TokenTypes = model.Transformer.Blueprint.TokenTypes > 1 ? read.Encoding.TypeIds : null };
        return new Question(model, read, name, [new QuestionRun(batch, new Metric(name, [], [.. terms], LogProbabilities: other is null))]);

        int Find(string label, string option)
        {
            int count = model.Transformer.Blueprint.Labels;
            if (int.TryParse(label, out int number) && (uint)number < (uint)count) return number;
            for (int i = 0; i < model.Labels?.Names.Count; i++)
                if (string.Equals(model.Labels.Names[i], label, StringComparison.OrdinalIgnoreCase)) return i;
            throw new HeedException($"{option}: expected a class of {model.Name}: {(model.Labels is { } labels ? string.Join(", ", labels.Names) : $"0 to {count - 1}")}; got '{label}'.");
        }
    }

    private static (string Name, string? Note, bool Single) Describe(LanguageModel model, int[] answer, int[]? other)
    {
        if (other is not null && answer.AsSpan().SequenceEqual(other)) throw Same(AnswerTokens.Show(model, answer));
        string a = AnswerTokens.Show(model, answer), b = other is null ? "" : AnswerTokens.Show(model, other);
        bool single = other is not null && answer.Length == 1 && other.Length == 1;
        string name = other is null ? $"log p({a})" : single ? $"logit({a}) − logit({b})" : $"log p({a}) − log p({b})";
        string? note = answer.Length == 1 && other is null or { Length: 1 } ? null
            : string.Join("; ", new[] { (a, answer), (b, other) }.Where(x => x.Item2 is { Length: > 1 }).Select(x => $"'{x.Item1}' is {x.Item2!.Length} tokens, and all of them count"));
        return (name, string.IsNullOrEmpty(note) ? null : note, single);
    }

    private static HeedException Same(string answer) => new($"other: expected another answer than '{answer}'; both are the same to the model.");
}
