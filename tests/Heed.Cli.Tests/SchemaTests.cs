using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>What the tool prints as JSON is what docs/schemas says.</summary>
public class SchemaTests(TrainedModels models)
{
    [Theory]
    [InlineData("--from", "cat")]
    [InlineData("--from", "2", "--top", "3", "--layer", "1")]
    [InlineData()]
    public void Attend_Json_FitsItsSchema(params string[] options)
    {
        foreach (string model in (string[])[models.Encoder, models.Decoder])
        {
            JsonElement json = CliRun.Of(["attend", "The cat sat on the mat.", "--model", model, "--json", .. options]).Json();
            Assert.Empty(SchemaCheck.Of("attend", json));
        }
    }

    [Theory]
    [InlineData("cat", "dog")]
    [InlineData("cat dog", "bird")] // several tokens: there is a note
    [InlineData("cat", null)]
    [InlineData("cat", "dog", "--check", "0")]
    public void Why_Json_FitsItsSchema(string answer, string? other, params string[] options)
    {
        CliRun run = CliRun.Of(["why", "The cat sat on the mat and saw the", "--model", models.Decoder, "--json", "--answer", answer,
            .. other is null ? (string[])[] : ["--other", other],
            .. options.Length == 0 ? (string[])["--check", "6"] : options]);
        Assert.Equal(0, run.Exit);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Empty(SchemaCheck.Of("why", json.RootElement));
    }

    [Theory]
    [InlineData("--context", "16,1m", "--batch", "2")]
    [InlineData("--context", "16", "--check")]
    [InlineData("--context", "8k", "--kv", "int8")]
    public void Cost_Json_FitsItsSchema(params string[] options)
    {
        foreach (string model in (string[])[models.Encoder, models.Decoder])
            Assert.Empty(SchemaCheck.Of("cost", CliRun.Of(["cost", model, "--json", .. options]).Json()));
    }

    [Theory]
    [InlineData("""{"from": 1}""", "no model")]
    [InlineData("""{"model": 3}""", "expected string")]
    [InlineData("""{"more": 3}""", "more is not in the schema")]
    [InlineData("3", "expected object")]
    public void Of_WhatDoesNotFit_SaysWhy(string json, string message)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Contains(message, string.Join("\n", SchemaCheck.Of("why", document.RootElement)));
    }
}
