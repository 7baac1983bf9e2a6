using System.Text.Json;
using Heed.Prompts.Scripts;

namespace Heed.Prompts.Tests.Scripts;

/// <summary>What Node.js 20 gave for lines and bodies of our own (facts.json).</summary>
public sealed class ScriptFactsTests
{
    private static readonly JsonElement s_vars = JsonDocument.Parse("""{"name":"Bob","n":3,"list":["a","b"],"obj":{"x":1}}""").RootElement;

    [Fact]
    public void Evaluate_Facts_AreThoseOfNode()
    {
        string file = Path.Combine(Repository.Root, "tests", "Heed.Prompts.Tests", "Scripts", "facts.json");
        JsonElement facts = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        string[] wrong = [.. facts.EnumerateArray().Select(Difference).OfType<string>()];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static string? Difference(JsonElement fact)
    {
        string code = fact.GetProperty("code").GetString()!;
        string? expected = fact.TryGetProperty("json", out JsonElement json) ? json.GetString() : null;
        string? error = fact.TryGetProperty("error", out JsonElement name) ? name.GetString() : null;
        var vars = s_vars.EnumerateObject().ToDictionary(v => v.Name, v => v.Value);
        var input = new ScriptInput(JsonDocument.Parse("\"Hello World, hello\"").RootElement, vars) { Prompt = "P" };
        try
        {
            JsonElement value = Script.Evaluate(code, input, TestContext.Current.CancellationToken);
            string? given = value.ValueKind == JsonValueKind.Undefined ? null : Written(value);
            string? wanted = expected is null ? null : Written(JsonDocument.Parse(expected).RootElement);
            return error is null && given == wanted ? null : $"{code} gave {given}; expected {error ?? expected}";
        }
        catch (HeedException problem)
        {
            return error is not null && problem.Message.StartsWith(error, StringComparison.Ordinal) ? null
                : $"{code} gave {problem.Message}; expected {error ?? expected}";
        }
    }

    private static string Written(JsonElement value) => Heed.Prompts.Values.JsonText.Compact(value);
}
