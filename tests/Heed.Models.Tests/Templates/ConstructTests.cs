using System.Text.Json;
using Heed.Models.Templates;

namespace Heed.Models.Tests.Templates;

/// <summary>Every construct against what Jinja2 renders; constructs.json says which version and how.</summary>
public class ConstructTests
{
    private static readonly JsonElement _data = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Heed.Models.Tests", "Templates", "constructs.json"))).RootElement;

    public static TheoryData<string> Groups
        => [.. _data.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("group").GetString()!).Distinct()];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Render_Construct_EqualsJinja2(string group)
    {
        var variables = _data.GetProperty("variables").EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        var settings = new TemplateSettings { TrimBlocks = true, LstripBlocks = true };
        var wrong = new List<string>();
        foreach (JsonElement item in _data.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("group").GetString() == group))
        {
            string template = item.GetProperty("template").GetString()!, expected = item.GetProperty("expected").GetString()!, actual;
            try
            {
                actual = Template.Parse(template, "test", settings).Render(variables);
            }
            catch (HeedException error)
            {
                actual = error.Message;
            }
            if (actual != expected) wrong.Add($"{template}\nexpected {expected}\n     got {actual}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }
}
