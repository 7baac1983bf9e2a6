using Heed.Prompts.Answers;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Runs;

/// <summary>A row as a trace.</summary>
internal static class RowTrace
{
    /// <summary>Makes it.</summary>
    public static Trace Of(RunRow row, ProviderIdentity identity, string run, IReadOnlyList<string> tags)
    {
        Answer answer = row.Answer!;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var scores = new Dictionary<string, double>(row.NamedScores) { ["score"] = row.Score, ["pass"] = row.Success ? 1 : 0 };
        return new Trace(TraceIds.New(now), now)
        {
            RunId = run, PromptName = row.Column.Prompt.Label, PromptVersion = row.PromptVersion, Vars = row.Vars, Input = row.Prompt, InputTokens = answer.PromptTokens,
            Output = answer.Text, OutputTokens = answer.Tokens, LogProbabilities = answer.LogProbabilities, Model = identity.Model, ModelHash = identity.ModelHash,
            TokenizerHash = identity.TokenizerHash, Parameters = identity.Parameters, Seed = identity.Seed, LatencyMs = answer.LatencyMs, FirstTokenMs = answer.FirstTokenMs,
            FinishReason = answer.FinishReason, Error = row.Error, Scores = scores, Tags = tags, HeedVersion = HeedVersion.Here, Kernel = HeedVersion.Kernel,
        };
    }
}
