using System.Text.Json;
using Heed.Prompts.Plans;

namespace Heed.Prompts.Tests;

/// <summary>Plans without files.</summary>
internal static class Plans
{
    /// <summary>JSON as a value.</summary>
    public static JsonElement Json(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>A prompt.</summary>
    public static PlannedPrompt Prompt(string raw, string? label = null) => new(raw, label ?? raw) { Id = "0" };

    /// <summary>Echo.</summary>
    public static PlannedProvider Echo { get; } = new("echo", "echo");

    /// <summary>A built-in model.</summary>
    public static PlannedProvider Model(string name, string config = "{}") => new($"heed:{name}", $"heed:{name}") { Model = name, Config = Json(config) };

    /// <summary>A case with texts as variables.</summary>
    public static PlannedCase Case(int index, params (string Name, string Value)[] vars)
        => new(index) { Test = index, Vars = vars.ToDictionary(pair => pair.Name, pair => Json(JsonSerializer.Serialize(pair.Value))) };

    /// <summary>A plan of one provider.</summary>
    public static EvalPlan Of(PlannedProvider provider, IEnumerable<string> prompts, params PlannedCase[] cases)
        => new("/", [.. prompts.Select((prompt, i) => new PlannedColumn(i, provider, Prompt(prompt)))], cases);
}
