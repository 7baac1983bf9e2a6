using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Plans;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Runs;

/// <summary>What rows leave for later ones: outputs under names of their own (storeOutputAs), and the conversation so far (<c>_conversation</c>).</summary>
/// <param name="plan">What is run.</param>
internal sealed class RunMemory(EvalPlan plan)
{
    private const string Conversation = "_conversation";

    private readonly Dictionary<string, JsonElement> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JsonElement>> _turns = new(StringComparer.Ordinal);

    /// <summary>Whether a row may depend on those before it, so that they run one by one.</summary>
    public bool IsUsed { get; } = plan.Cases.Any(one => one.Options.StoreOutputAs is not null)
        || plan.Columns.Any(column => column.Prompt.Raw.Contains(Conversation, StringComparison.Ordinal));

    /// <summary>The variables of a row.</summary>
    public IReadOnlyDictionary<string, JsonElement> Vars(PlannedCase planned, PlannedColumn column)
    {
        if (!IsUsed) return planned.Vars;
        var vars = new Dictionary<string, JsonElement>(_stored);
        foreach ((string name, JsonElement value) in planned.Vars) vars[name] = value;
        if (!planned.Options.DisableConversation)
            vars[Conversation] = AnswerJson.List(_turns.GetValueOrDefault(Key(planned, column)) ?? []);
        return vars;
    }

    /// <summary>Keeps a row's output.</summary>
    public void Keep(PlannedCase planned, PlannedColumn column, RunRow row)
    {
        if (!IsUsed) return;
        if (planned.Options.StoreOutputAs is { } name) _stored[name] = row.Output;
        string key = Key(planned, column);
        if (!_turns.TryGetValue(key, out List<JsonElement>? turns)) _turns[key] = turns = [];
        turns.Add(AnswerJson.Turn(row));
    }

    private static string Key(PlannedCase planned, PlannedColumn column)
        => CanonicalJson.Hash([
            column.Provider.Label, column.Prompt.Id,
            planned.Metadata.ValueKind == JsonValueKind.Object && planned.Metadata.TryGetProperty("conversationId", out JsonElement id) ? id.ToString() : "",
        ]);
}
