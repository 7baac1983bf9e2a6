using System.Text.Json;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Tests.Templating;

/// <summary>Templates of our own with what nunjucks 3.2.4 makes of them (autoescape off, filter load, global env); null where it fails.</summary>
public sealed class NunjucksTests
{
    private static readonly JsonElement s_file = Read();

    public static TheoryData<int> Cases => new(Enumerable.Range(0, s_file.GetProperty("cases").GetArrayLength()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void RenderText_Template_IsAsNunjucksHasIt(int number)
    {
        JsonElement one = s_file.GetProperty("cases")[number];
        string template = one.GetProperty("template").GetString()!;
        var vars = s_file.GetProperty("vars").EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        string Render() => PromptTemplates.RenderText(template, vars, new Dictionary<string, string> { ["A"] = "1" });
        if (one.GetProperty("result").GetString() is { } expected) Assert.Equal(expected, Render());
        else Assert.Throws<HeedException>(Render);
    }

    private static JsonElement Read()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Heed.Prompts.Tests", "Templating", "nunjucks.json")));
        return json.RootElement.Clone();
    }
}
