using Heed.Prompts.Outputs;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;
using Heed.Studio.Pages.Prompts.Runs;

namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>All of a trace, its tokens as numbers of them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Started">When it began.</param>
/// <param name="Run">The run it belongs to; null for none.</param>
/// <param name="Prompt">The prompt's name; null where it has none.</param>
/// <param name="Version">The hash of its version; null for none.</param>
/// <param name="ShortVersion">What people see of that.</param>
/// <param name="Label">The label it was found under; null for none.</param>
/// <param name="Vars">The variables.</param>
/// <param name="Input">The prompt with its variables.</param>
/// <param name="InputTokens">Its tokens.</param>
/// <param name="Output">What came back.</param>
/// <param name="OutputTokens">Its tokens.</param>
/// <param name="LogProbabilities">Of each the natural logarithm of its probability; null where that is no number.</param>
/// <param name="Model">The model as it was asked for.</param>
/// <param name="ModelHash">sha256 over its weights and configuration; empty where not known.</param>
/// <param name="Parameters">How it was asked, as JSON.</param>
/// <param name="Seed">The seed of the draws, in digits: it may have more than a number of JavaScript keeps.</param>
/// <param name="LatencyMs">Milliseconds it took.</param>
/// <param name="FirstTokenMs">Milliseconds to the first token.</param>
/// <param name="FinishReason"><c>stop</c> or <c>length</c>; null where not known.</param>
/// <param name="Error">What went wrong; null for nothing.</param>
/// <param name="Scores">Scores by name.</param>
/// <param name="Tags">For people.</param>
/// <param name="Metadata">Names and values.</param>
/// <param name="HeedVersion">The version of Heed.</param>
/// <param name="Kernel">The widest lanes.</param>
/// <param name="IsRedacted">Whether texts were left out on purpose.</param>
/// <param name="Notes">What was said of it afterwards.</param>
public sealed record TraceAnswer(
    string Id, DateTimeOffset Started, string? Run, string? Prompt, string? Version, string? ShortVersion, string? Label, IReadOnlyList<VarAnswer> Vars,
    string Input, int InputTokens,
    string Output, int OutputTokens, IReadOnlyList<double?> LogProbabilities, string Model, string ModelHash, string Parameters, string Seed,
    double? LatencyMs, double? FirstTokenMs,
    string? FinishReason, string? Error, IReadOnlyList<TraceScoreAnswer> Scores, IReadOnlyList<string> Tags, IReadOnlyList<VarAnswer> Metadata,
    string HeedVersion, string Kernel, bool IsRedacted,
    IReadOnlyList<NoteAnswer> Notes)
{
    private const int TextLength = 200_000, MostNumbers = 4096;

    internal static TraceAnswer Of(IPromptStore store, Trace trace) => new(
        trace.Id, trace.Started, trace.RunId, trace.PromptName, trace.PromptVersion, trace.PromptVersion is { } version ? PromptVersion.Short(version)
            : null, trace.Label,
        [.. trace.Vars.Select(pair => new VarAnswer(pair.Key, SentText.Brief(pair.Value, TextLength)))], SentText.Brief(trace.Input, TextLength),
        trace.InputTokenCount,
        SentText.Brief(trace.Output, TextLength), trace.OutputTokenCount, [.. trace.LogProbabilities.Take(MostNumbers).Select(SentText.Finite)],
        trace.Model, trace.ModelHash,
        ShownValue.Of(trace.Parameters), trace.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), SentText.Finite(trace.LatencyMs),
        SentText.Finite(trace.FirstTokenMs),
        trace.FinishReason, trace.Error, [.. trace.Scores.Select(score => new TraceScoreAnswer(score.Key, SentText.Finite(score.Value)))], trace.Tags,
        [.. trace.Metadata.Select(pair => new VarAnswer(pair.Key, SentText.Brief(pair.Value, TextLength)))], trace.HeedVersion, trace.Kernel, trace.Redacted,
        [.. store.Notes(trace.Id).Select(note => new NoteAnswer(note.At, note.Author, note.Comment))]);
}
