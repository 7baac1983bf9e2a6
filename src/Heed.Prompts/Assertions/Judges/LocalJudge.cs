using Heed.Autograd;
using Heed.Lens.Metrics;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tokenizers;

namespace Heed.Prompts.Assertions.Judges;

/// <summary>
/// A model of this machine as a judge, held to its verdict: the probabilities of the answers it may give are compared, so there is nothing to parse.
/// </summary>
internal static class LocalJudge
{
    private const string Yes = "yes", No = "no";

    /// <summary>The judge's name: the grader's model, else the model that answered.</summary>
    /// <exception cref="HeedException">There is none that runs here.</exception>
    public static string Find(AssertionContext context) => Graders.Find(context, "text") ?? context.Column.Provider.Model
        ?? throw context.Error(
            $"expected a judge that runs here; none is named, and {context.Column.Provider.Id} is no model. Name one: provider: heed:NAME.", unsupported: true);

    /// <summary>Asks a question that is answered by yes or no.</summary>
    /// <exception cref="HeedException">The model gives no answers, or the prompt is longer than its window.</exception>
    public static JudgeVerdict Ask(AssertionContext context, string judge, IReadOnlyList<ChatMessage> messages)
    {
        double[] log = Weigh(context, judge, messages, [Yes, No]);
        return new JudgeVerdict(judge, log[0], log[1]);
    }

    /// <summary>ln p of each answer after the prompt.</summary>
    /// <exception cref="HeedException">The model gives no answers, an answer is not in its vocabulary, or the prompt is longer than its window.</exception>
    public static double[] Weigh(AssertionContext context, string judge, IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> answers)
    {
        ChatTemplate? template = context.Models.LoadChatTemplate(judge);
        string prompt = template?.Render(messages) ?? string.Join("\n\n", messages.Select(message => message.Content));
        return context.Once("judge", judge, [prompt, .. answers], answers.Count, () => Compute(context, judge, prompt, template is not null, answers));
    }

    private static double[] Compute(AssertionContext context, string judge, string prompt, bool rendered, IReadOnlyList<string> answers)
    {
        LanguageModel model = context.Models.Load(judge);
        if (model.Transformer.Blueprint.Head != ModelHead.Language)
            throw context.Error($"expected a judge that continues texts; {model.Name} has {model.Transformer.Blueprint.Head}.");
        if (rendered) prompt = WithoutStart(model, prompt);
        if (answers.Count == 2 && Question.Of(model, prompt, answers[0], answers[1]) is { Runs: [var run] } both) return InOneRun(model, run, both);
        return [.. answers.Select(answer => (double)Question.Of(model, prompt, answer, null).Value())];
    }

    // Two answers of one token each are read off the same run.
    private static double[] InOneRun(LanguageModel model, QuestionRun run, Question question)
    {
        using var tape = new Tape(recording: false);
        Tensor hidden = model.Transformer.Hidden(tape, run.Batch);
        return [.. run.Metric.Terms.Select(term => (double)(run.Metric with
        {
            Name = question.Name, Terms = [term with { Weight = 1 }], LogProbabilities = true,
        }).Of(model.Transformer, tape, hidden).Span[0])];
    }

    // Templates write the token that begins a text, and the tokenizer puts it there too.
    private static string WithoutStart(LanguageModel model, string prompt)
    {
        Encoding encoding = model.RequireTokenizer().Encode(prompt);
        if (encoding.Ids.Length < 2 || !encoding.SpecialMask[0] || encoding.Ids[0] != encoding.Ids[1]) return prompt;
        string? start = model.RequireTokenizer().FindToken(encoding.Ids[0]);
        return start is { Length: > 0 } && prompt.StartsWith(start, StringComparison.Ordinal) ? prompt[start.Length..] : prompt;
    }
}
