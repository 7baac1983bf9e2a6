using Heed.Lens.Metrics;
using Heed.Lens.Patching;
using Heed.Models;
using Heed.Prompts.Answers;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Reasons;

/// <summary>
/// Why one variant passes where another fails: on every case that changed, the passing variant's answer is held against the failing one's, and the model's values are moved from
/// one run into the other (<see cref="PromptParting"/>).
/// </summary>
/// <param name="Cases">Those that could be looked at.</param>
/// <param name="Heads">What each head does on all of them, the strongest first.</param>
/// <param name="Layers">Of each block the mean share that moving its input at the last token restores.</param>
/// <param name="PassedOver">Cases that could not be looked at, and why.</param>
public sealed record VariantReason(
    IReadOnlyList<ReasonCase> Cases, IReadOnlyList<ReasonHead> Heads, IReadOnlyList<double> Layers, IReadOnlyList<(RunRow Row, string Why)> PassedOver)
{
    /// <summary>Blocks after which the answer stands on half of the cases or more; null without cases.</summary>
    public int? DecidedAfter => Cases.Count == 0 ? null : Cases.Select(one => one.DecidedAfter).Order().ElementAt(Cases.Count / 2);

    /// <summary>Looks at pairs of rows of one case each, of which one passed and the other failed.</summary>
    /// <param name="pairs">The pairs, in either order; others are passed over.</param>
    /// <param name="models">Lends the model, which both variants must have in common.</param>
    /// <param name="progress">Is told how many pairs are done.</param>
    /// <param name="cancellation">Stops between two places of the model.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VariantReason Of(
        IEnumerable<(RunRow First, RunRow Second)> pairs, IModels models, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var cases = new List<ReasonCase>();
        var passed = new List<(RunRow, string)>();
        int done = 0;
        foreach ((RunRow first, RunRow second) in pairs)
        {
            if (first.Success == second.Success) continue;
            (RunRow better, RunRow worse) = first.Success ? (first, second) : (second, first);
            try
            {
                cases.Add(Look(worse, better, models, cancellation));
            }
            catch (HeedException error)
            {
                passed.Add((worse, error.Message));
            }
            progress?.Report(++done);
        }
        return new VariantReason(cases, Together(cases), Means(cases), passed);
    }

    private static ReasonCase Look(RunRow worse, RunRow better, IModels models, CancellationToken cancellation)
    {
        if (worse.Column.Provider.Model is not { } name || better.Column.Provider.Model != name)
            throw new HeedException($"expected both variants on one model of this machine; got {worse.Column.Provider.Id} and {better.Column.Provider.Id}.");
        if (worse.Answer is not { Text.Length: > 0 } other || better.Answer is not { Text.Length: > 0 } answer)
            throw new HeedException("expected an answer of both variants; one has none.");
        LanguageModel model = models.Load(name);
        // The first tokens at which the answers part are held against each other: what comes behind them follows.
        (string right, string wrong) = (answer.Text, other.Text);
        Question low = Question.Of(model, Text(worse, model, models, name), right, wrong), high = Question.Of(model, Text(better, model, models, name), right, wrong);
        PromptParting parting = PromptParting.Of(low, high, cancellation);
        if (parting.Worse != low) throw new HeedException($"'{right}' leads '{wrong}' by more in the variant that fails: the answers differ for another reason, such as where they end.");
        return new ReasonCase(worse, better, right, wrong, parting.DecidedAfter, parting.Layers, parting.Heads,
            parting.Moving(cancellation: cancellation)?.Heads ?? [])
        {
            WorseText = low.Prompt.Text, BetterText = high.Prompt.Text,
        };
    }

    private static string Text(RunRow row, LanguageModel model, IModels models, string name)
        => ModelPrompt.Of(model, models.LoadChatTemplate(name), row.Prompt, ModelParameters.Read(row.Column.Provider.Config, row.Column.Prompt.Config, name).Chat).Text;

    private static List<ReasonHead> Together(List<ReasonCase> cases)
        => [.. cases.SelectMany(one => one.Heads.Select(head => (Patch: head, Moves: one.Moving.Contains(head))))
            .GroupBy(one => (one.Patch.Layer, Head: one.Patch.Head!.Value))
            .Select(group => new ReasonHead(
                group.Key.Layer, group.Key.Head, group.Average(one => one.Patch.Sufficient), group.Average(one => one.Patch.Necessary), group.Count(one => one.Moves)))
            .OrderByDescending(head => head.Sufficient)];

    private static List<double> Means(List<ReasonCase> cases)
        => [.. cases.SelectMany(one => one.Layers).GroupBy(patch => patch.Layer).OrderBy(group => group.Key).Select(group => (double)group.Average(patch => patch.Sufficient))];
}
