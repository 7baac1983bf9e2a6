using Heed.Prompts.Plans;

namespace Heed.Prompts.Outputs.Results;

/// <summary>The columns of a results file: prompts stand in a list, providers in the rows.</summary>
internal static class ReadColumns
{
    public static IReadOnlyList<PlannedColumn> Of(JsonPlace results, IReadOnlyList<JsonPlace> rows)
    {
        IReadOnlyList<JsonPlace> prompts = results.Items("prompts");
        var first = new Dictionary<int, JsonPlace>();
        foreach (JsonPlace row in rows)
        {
            int column = row.Index("promptIdx");
            if (column >= prompts.Count) throw row.Wrong("promptIdx", $"a number below {prompts.Count}, the count of prompts", $"{column}");
            first.TryAdd(column, row);
        }
        return [.. prompts.Select((prompt, index) => new PlannedColumn(index, Provider(prompt, first.GetValueOrDefault(index)?.Find("provider")),
            Prompt(prompt)))];
    }

    private static PlannedPrompt Prompt(JsonPlace prompt)
    {
        string raw = prompt.Text("raw");
        return new PlannedPrompt(raw, prompt.Find("label")?.TextOrNull() ?? raw) { Id = prompt.Find("id")?.TextOrNull() ?? "",
            Config = prompt.Find("config")?.Value ?? default };
    }

    private static PlannedProvider Provider(JsonPlace prompt, JsonPlace? provider)
    {
        string name = prompt.Find("provider")?.TextOrNull() ?? provider?.Find("label")?.TextOrNull() ?? "";
        string id = provider?.Find("id")?.TextOrNull() ?? provider?.TextOrNull() ?? name;
        string label = provider?.Find("label")?.TextOrNull() is { Length: > 0 } text ? text : name.Length > 0 ? name : id;
        return new PlannedProvider(id, label)
        {
            Config = provider?.Find("config")?.Value ?? default,
            Model = prompt.Find("heed")?.Find("model")?.TextOrNull() ?? (id.StartsWith("heed:", StringComparison.Ordinal) ? id : null),
        };
    }
}
