using System.Globalization;
using Heed.Lens.Positions;

namespace Heed.Lens.Tests.Positions;

/// <summary>Small files that would end the program or fill its memory are refused.</summary>
public class PositionYamlTests
{
    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Parse_BracketsInBrackets_AreRefused(char bracket)
        => Assert.Contains("inside each other", Assert.Throws<HeedException>(() => PositionFile.Parse(new string(bracket, 100_000), "deep.yaml")).Message);

    [Fact]
    public void Parse_IndentedSequences_AreRefused()
        => Assert.Contains("inside each other", Assert.Throws<HeedException>(
            () => PositionFile.Parse("span: " + string.Concat(Enumerable.Range(0, 50).Select(i => "\n" + new string(' ', i) + "-")) + " x", "deep.yaml")).Message);

    [Fact]
    public void Parse_ManyAliases_AreRefused()
    {
        string text = "name: &n x\nsamples: [" + string.Concat(Enumerable.Repeat("*n, ", 65)) + "]";
        HeedException error = Assert.Throws<HeedException>(() => PositionFile.Parse(text, "aliases.yaml"));
        Assert.Contains("aliases.yaml, line 2", error.Message);
        Assert.Contains("at most 64 aliases", error.Message);
    }

    [Fact]
    public void Parse_ManySamplesOfOneFiller_ShareIt()
    {
        string samples = string.Concat(Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"\n  - {{span: The code is {i}., answer: \"{i}\"}}")));
        PositionTask task = PositionFile.Parse($"question: What is it? It is\nfiller: One. Two. Three.\nlengths: [64]\ndepths: [0]\nsamples:{samples}", "many.yaml");
        Assert.Equal(500, task.Samples.Count);
        Assert.Equal(["One.", "Two.", "Three."], task.Samples[0].Around);
        Assert.All(task.Samples, sample => Assert.Same(task.Samples[0].Around, sample.Around));
    }
}
