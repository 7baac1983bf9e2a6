using System.Net;
using System.Text.Json;
using Heed.Models;
using Heed.Prompts.Comparisons;
using Heed.Prompts.Runs;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;

namespace Heed.Studio.Tests.Api;

public sealed class PromptComparisonTests(StudioFixture studio)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static object Sides(int a, int b, string? run = null) => new { a = new { run, column = a }, b = new { run, column = b } };

    [Fact]
    public async Task Compare_TwoVariants_IsTheirComparison()
    {
        EvalRun run = new RunFolder(Path.Combine(studio.StoreFolder, "runs")).Find(studio.Store.Sample)!;
        VariantComparison expected = RunComparison.Of(
            new ComparedVariant(run, run.Plan.Columns[0]), new ComparedVariant(run, run.Plan.Columns[2]), cancellation: Cancellation).Variants[0];
        (HttpStatusCode status, JsonElement json) = await studio.Post("prompts/compare", Sides(0, 2), Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            expected.Metrics.Select(metric => (metric.Metric.Name, metric.Delta, metric.P, metric.AdjustedP, metric.Interval?.Low)),
            json.GetProperty("metrics").EnumerateArray().Select(metric => (
                metric.GetProperty("name").GetString()!, metric.GetProperty("delta").GetDouble(), (double?)metric.GetProperty("p").GetDouble(),
                (double?)metric.GetProperty("adjustedP").GetDouble(),
                (double?)metric.GetProperty("low").GetDouble())));
        JsonElement main = json.GetProperty("metrics")[json.GetProperty("main").GetInt32()];
        Assert.Equal(("pass-rate", "better", 40), (main.GetProperty("name").GetString(), main.GetProperty("verdict").GetString(), main.GetProperty("passes")
            .GetProperty("onlyB").GetInt32()));
        Assert.Equal((expected.Changes.Count, 40), (json.GetProperty("changeCount").GetInt32(), json.GetProperty("changes").EnumerateArray()
            .Count(change => change.GetProperty("change").GetString() == "improved")));
        Assert.Equal(expected.Notes, json.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!));
    }

    [Fact]
    public async Task Compare_TwoRuns_PairsTheirCases()
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post(
            "prompts/compare", new { a = new { run = studio.Store.Sample, column = 0 }, b = new { run = studio.Store.Moved, column = 1 } }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((0, 40, 3), (json.GetProperty("cases").GetInt32(), json.GetProperty("onlyA").GetInt32(), json.GetProperty("onlyB").GetInt32()));
    }

    [Fact]
    public async Task Why_OfTheSample_NamesLayerHeadsAndPatch()
    {
        LongAnswer answer = await LongAnswer.Of(studio, "prompts/why", new { a = new { column = 0 }, b = new { column = 1 }, most = 5 }, Cancellation);
        Assert.Equal("result", answer.Event);
        JsonElement why = answer.Json;
        Assert.Equal((40, 5, 2, 4), (why.GetProperty("parted").GetInt32(), why.GetProperty("cases").GetArrayLength(), why.GetProperty("decidedAfter")
            .GetInt32(), why.GetProperty("layers").GetArrayLength()));
        Assert.Equal(16, why.GetProperty("heads").GetArrayLength());
        Assert.Equal(1, why.GetProperty("heads")[0].GetProperty("layer").GetInt32());
        JsonElement first = why.GetProperty("cases")[0];
        Assert.Equal(("integration", "goat", true), (first.GetProperty("answer").GetString(), first.GetProperty("other").GetString(),
            first.GetProperty("isBBetter").GetBoolean()));
        Assert.NotEqual(0, first.GetProperty("moving").GetArrayLength());
        LongAnswer swapped = await LongAnswer.Of(studio, "prompts/why", new { a = new { column = 1 }, b = new { column = 0 }, most = 1 }, Cancellation);
        Assert.False(swapped.Json.GetProperty("cases")[0].GetProperty("isBBetter").GetBoolean());
    }

    [Fact]
    public async Task Why_ModelNotOnTheShelf_SaysWhichIsMissing()
    {
        using var shelf = new ModelShelf([new ShelfModel("tiny-encoder", "",
            () => ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", "tiny-encoder")))]);
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Store = studio.StoreFolder }, shelf);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            string text = await (await client.PostAsync("/api/prompts/why",
                new StringContent("{\"a\":{\"column\":0},\"b\":{\"column\":1}}", null, "application/json"), Cancellation))
                .Content.ReadAsStringAsync(Cancellation);
            Assert.Contains("not in this studio, which has tiny-encoder", text);
        }
    }

    [Theory]
    [InlineData("compare", "{}", "a: expected a run and a column")]
    [InlineData("compare", "{\"a\":{}}", "b: expected a run and a column")]
    [InlineData("compare", "{\"a\":{},\"b\":{}}", "the same one twice")]
    [InlineData("compare", "{\"a\":{\"column\":9},\"b\":{}}", "column: expected 0 to 2; got 9")]
    [InlineData("compare", "{\"a\":{\"column\":-1},\"b\":{}}", "column: expected 0 to 2; got -1")]
    [InlineData("compare", "{\"a\":{\"run\":\"../x\"},\"b\":{}}", "expected an id")]
    [InlineData("compare", "{\"a\":{\"file\":\"x\"},\"b\":{}}", "not the JSON that was expected")]
    [InlineData("why", "{\"a\":{},\"b\":{\"column\":1},\"most\":0}", "most: expected 1 to 500")]
    [InlineData("why", "{\"a\":{},\"b\":{\"column\":1},\"most\":501}", "most: expected 1 to 500")]
    [InlineData("why", "{\"a\":{},\"b\":{\"column\":12}}", "column: expected 0 to 2; got 12")]
    public async Task Comparison_BadRequest_IsToldWhatIsWrong(string path, string body, string says)
    {
        LongAnswer answer = await LongAnswer.Of(studio, $"prompts/{path}", JsonDocument.Parse(body).RootElement, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString());
    }
}
