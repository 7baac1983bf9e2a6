using Heed.Prompts.Answers;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Runs;

/// <summary>A row as a trace.</summary>
internal static class RowTrace
{
    /// <summary>Makes it; the trace of a row that is done again after a stop has the same id.</summary>
    /// <param name="row">The row.</param>
    /// <param name="identity">Who answered.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="begun">When the run began.</param>
    /// <param name="tags">For people.</param>
    public static Trace Of(RunRow row, ProviderIdentity identity, string run, DateTimeOffset begun, IReadOnlyList<string> tags)
    {
        Answer answer = row.Answer!;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var scores = new Dictionary<string, double>(row.NamedScores) { ["score"] = row.Score, ["pass"] = row.Success ? 1 : 0 };
        return new Trace(TraceIds.Of(begun, $"{run}/{row.Case.Index}/{row.Column.Index}"), now)
        {
            RunId = run, PromptName = row.Column.Prompt.Label, PromptVersion = row.PromptVersion, Vars = row.PutIn ?? row.Vars, Input = row.Prompt, InputTokens = answer.PromptTokens,
            Output = answer.Text, OutputTokens = answer.Tokens, LogProbabilities = answer.LogProbabilities, Model = identity.Model, ModelHash = identity.ModelHash,
            TokenizerHash = identity.TokenizerHash, Parameters = identity.Parameters, Seed = identity.Seed, LatencyMs = answer.LatencyMs, FirstTokenMs = answer.FirstTokenMs,
            FinishReason = answer.FinishReason, Error = row.Error, Scores = scores, Tags = tags, HeedVersion = HeedVersion.Here, Kernel = HeedVersion.Kernel,
        };
    }
}
