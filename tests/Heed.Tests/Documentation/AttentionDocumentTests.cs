using System.Reflection;
using System.Text.RegularExpressions;

namespace Heed.Tests.Documentation;

/// <summary><c>docs/attention.md</c> names the test that holds each sentence: they must exist.</summary>
public sealed partial class AttentionDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(Root(), "docs", "attention.md"));

    [Fact]
    public void EveryNamedTest_Exists()
    {
        Type? last = null;
        var missing = new List<string>();
        foreach (string name in Names(s_text))
        {
            string[] parts = name.Split('.');
            bool namesClass = parts.Length == 2 || parts[0].EndsWith("Tests", StringComparison.Ordinal);
            if (namesClass) last = typeof(AttentionDocumentTests).Assembly.GetTypes().FirstOrDefault(type => type.Name == parts[0]);
            if (last is null || (!(namesClass && parts.Length == 1) && !IsTest(last.GetMethod(parts[^1])))) missing.Add(name);
        }
        Assert.Empty(missing);
    }

    [Fact]
    public void EverySpecialCase_NamesItsTest()
    {
        string section = s_text.Split("\n## ").Single(part => part.StartsWith("Special cases", StringComparison.Ordinal));
        string[] cases = section.Split("\n- ")[1..];
        Assert.True(cases.Length > 10);
        Assert.All(cases, sentence => Assert.True(Names(sentence).Any(), $"no test is named: {sentence}"));
    }

    [Fact]
    public void EverySection_NamesATest()
        => Assert.All(s_text.Split("\n## ")[1..], section => Assert.True(Names(section).Any(), section[..20]));

    private static bool IsTest(MethodInfo? method) => method?.GetCustomAttributes().Any(attribute => attribute is FactAttribute) == true;

    private static IEnumerable<string> Names(string text) => Italics().Matches(text).Select(match => match.Groups[1].Value);

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException("Expected Heed.slnx in a folder above the tests.");
    }

    [GeneratedRegex(@"(?<!\*)\*([A-Z]\w+(?:\.\w+)?)\*(?!\*)")]
    private static partial Regex Italics();
}
