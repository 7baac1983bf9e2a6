using System.Net;
using System.Text.Json;
using Heed.Prompts.Outputs.Insides;
using Heed.Prompts.Outputs;
using Heed.Prompts.Runs;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;

namespace Heed.Studio.Tests.Api;

public sealed class PromptRunsTests(StudioFixture studio)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EvalRun Read(string id) => new RunFolder(Path.Combine(studio.StoreFolder, "runs")).Find(id)!;

    [Fact]
    public async Task Runs_OfTheStore_AreTheNewestFirst()
    {
        JsonElement answer = await Get("prompts/runs");
        Assert.Equal((studio.StoreFolder, true, 5), (answer.GetProperty("store").GetString(), answer.GetProperty("isThere").GetBoolean(),
            answer.GetProperty("count").GetInt32()));
        JsonElement[] runs = [.. answer.GetProperty("runs").EnumerateArray()];
        Assert.Equal(studio.Store.Sample, runs[0].GetProperty("id").GetString());
        Assert.Equal([studio.Store.Stopped], runs.Where(run => !run.GetProperty("isFinished").GetBoolean()).Select(run => run.GetProperty("id").GetString()));
        Assert.Equal(runs.Select(run => run.GetProperty("started").GetDateTimeOffset()).OrderDescending(),
            runs.Select(run => run.GetProperty("started").GetDateTimeOffset()));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("latest")]
    public async Task Run_WithoutAName_IsTheNewest(string? run)
        => Assert.Equal(studio.Store.Sample, (await Ask("prompts/run", new { run })).GetProperty("id").GetString());

    [Fact]
    public async Task Run_Variants_AreThoseOfItsResults()
    {
        JsonElement answer = await Ask("prompts/run", new { run = studio.Store.Sample });
        IReadOnlyList<ColumnSummary> expected = ColumnSummary.Of(Read(studio.Store.Sample));
        Assert.Equal(
            expected.Select(column => (column.Column.Prompt.Label, column.Totals.Successes, column.PassInterval.Low, column.PassInterval.High,
                column.MeanScore, column.MedianLatencyMs)),
            answer.GetProperty("variants").EnumerateArray().Select(variant => (
                variant.GetProperty("prompt").GetString()!, variant.GetProperty("passes").GetProperty("passed").GetInt32(), variant.GetProperty("passes")
                    .GetProperty("low").GetDouble(),
                variant.GetProperty("passes").GetProperty("high").GetDouble(), variant.GetProperty("meanScore").GetDouble(),
                    (double?)variant.GetProperty("medianLatencyMs").GetDouble())));
        Assert.Equal(["margin", "ticket effect"], answer.GetProperty("variants")[0].GetProperty("metrics").EnumerateArray()
            .Select(metric => metric.GetProperty("name").GetString()));
        Assert.Equal(40, answer.GetProperty("cases").GetInt32());
        Assert.Equal(80, answer.GetProperty("totals").GetProperty("passed").GetInt32());
    }

    [Fact]
    public async Task Run_SpansAndCurves_AreTheirSummaries()
    {
        JsonElement variant = (await Ask("prompts/run", new { run = studio.Store.Moved })).GetProperty("variants")[1];
        ColumnSummary column = ColumnSummary.Of(Read(studio.Store.Moved))[1];
        Assert.Equal(
            SpanSummary.Of(column).Select(span => (span.Span, span.How + span.Where, span.PerLength!.Mean, span.Effect?.Mean)),
            variant.GetProperty("spans").EnumerateArray().Select(span => (
                span.GetProperty("span").GetString()!, span.GetProperty("how").GetString()!, span.GetProperty("perLength").GetDouble(),
                span.GetProperty("effect") is { ValueKind: JsonValueKind.Object } effect ? effect.GetProperty("mean").GetDouble() : (double?)null)));
        PositionSummary curve = Assert.Single(PositionSummary.Of(column));
        JsonElement sent = Assert.Single(variant.GetProperty("curves").EnumerateArray());
        Assert.Equal(curve.Range.Mean, sent.GetProperty("range").GetDouble());
        Assert.Equal(
            curve.Places.Select((place, i) => (i, place.Mean, curve.Share(i)!.Value)),
            sent.GetProperty("points").EnumerateArray().Select(point => (
                point.GetProperty("place").GetInt32(), point.GetProperty("margin").GetProperty("mean").GetDouble(), point.GetProperty("share").GetDouble())));
        Assert.StartsWith("#/why?model=tiny-decoder", sent.GetProperty("studio").GetString());
    }

    [Fact]
    public async Task Matrix_PageByPage_IsEveryCaseOnce()
    {
        var tests = new List<int>();
        for (int skip = 0; ; skip += 200)
        {
            JsonElement page = await Ask("prompts/matrix", new { run = studio.Store.Many, skip, take = 200 });
            Assert.Equal((PromptStore.Cases, PromptStore.Cases, skip), (page.GetProperty("all").GetInt32(), page.GetProperty("count").GetInt32(),
                page.GetProperty("skip").GetInt32()));
            if (page.GetProperty("rows").GetArrayLength() == 0) break;
            tests.AddRange(page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("test").GetInt32()));
        }
        Assert.Equal(Enumerable.Range(0, PromptStore.Cases), tests);
    }

    [Theory]
    [InlineData("failing", null, 100)] // every tenth wants '!', which the first variant does not say
    [InlineData("differing", null, 100)]
    [InlineData("errors", null, 0)]
    [InlineData("all", "WORD 99", 11)] // 99 and 990 … 999
    [InlineData("failing", "word 99", 1)]
    [InlineData(null, "no such word", 0)]
    public async Task Matrix_Filtered_HasThoseThatFit(string? show, string? find, int count)
        => Assert.Equal(count, (await Ask("prompts/matrix", new { run = studio.Store.Many, show, find })).GetProperty("count").GetInt32());

    [Fact]
    public async Task Cell_OfTheSample_HoldsAllOfItsRow()
    {
        RunRow row = Read(studio.Store.Sample).Rows.Single(one => one.Case.Index == 3 && one.Column.Index == 0);
        JsonElement cell = await Ask("prompts/cell", new { test = 3, column = 0 });
        Assert.Equal(
            (row.Prompt, ShownCell.Output(row), "fail", row.Reason, row.TraceId),
            (cell.GetProperty("prompt").GetString()!, cell.GetProperty("output").GetString()!, cell.GetProperty("verdict").GetString()!,
                cell.GetProperty("reason").GetString()!, cell.GetProperty("trace").GetString()));
        JsonElement[] assertions = [.. cell.GetProperty("assertions").EnumerateArray()];
        Assert.Equal(["equals", "heed:margin", "heed:span-effect"], assertions.Select(one => one.GetProperty("type").GetString()));
        Assert.StartsWith("#/why?", assertions[2].GetProperty("studio").GetString());
        Assert.True(JsonElement.DeepEquals(row.Results[2].Details, assertions[2].GetProperty("details")));
        (string, int, int)[] spans = [.. cell.GetProperty("spans").EnumerateArray()
            .Select(span => (span.GetProperty("name").GetString()!, span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32()))];
        Assert.Equal(spans.Distinct(), spans);
        Assert.Contains(spans, span => span.Item1 == "ticket" && row.Prompt[span.Item2..span.Item3] == row.Vars["ticket"].GetString());
    }

    [Theory]
    [InlineData("run", "{\"run\":\"../../etc\"}", "expected an id")]
    [InlineData("run", "{\"run\":\"eval-no-such\"}", "there is no 'eval-no-such'")]
    [InlineData("run", "{\"run\":\"STOPPED\"}", "did not come to its end")]
    [InlineData("run", "{\"run\":5}", "not the JSON that was expected")]
    [InlineData("run", "{\"path\":\"/etc\"}", "not the JSON that was expected")]
    [InlineData("run", "[]", "not the JSON that was expected")]
    [InlineData("matrix", "{\"show\":\"red\"}", "show: expected all, failing, differing or errors; got 'red'")]
    [InlineData("matrix", "{\"skip\":-1}", "expected a beginning from 0 on")]
    [InlineData("matrix", "{\"take\":0}", "at least 1")]
    [InlineData("matrix", "{\"run\":\"/\"}", "expected an id")]
    [InlineData("cell", "{\"test\":99}", "none of test 99")]
    [InlineData("cell", "{\"test\":-1}", "none of test -1")]
    [InlineData("cell", "{\"column\":7}", "in column 7")]
    public async Task Runs_BadRequest_IsToldWhatIsWrong(string path, string body, string says)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post($"prompts/{path}",
            JsonDocument.Parse(body.Replace("STOPPED", studio.Store.Stopped, StringComparison.Ordinal)).RootElement, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(says, json.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("{\"take\":201}", "at most 200")]
    [InlineData("{\"find\":\"LONG\"}", "at most 2000 characters")]
    public async Task Matrix_TooMuch_IsRefused(string body, string says)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post("prompts/matrix",
            JsonDocument.Parse(body.Replace("LONG", new string('a', 2001), StringComparison.Ordinal)).RootElement, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains(says, json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Store_WhereThereIsNone_SaysHowToMakeOne()
    {
        string nowhere = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        foreach ((string? store, string says) in ((string?, string)[])[(null, "heed studio --store .heed"), (nowhere, "'heed eval' makes one")])
        {
            using ModelShelf shelf = StudioFixture.Shelf();
            (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Store = store }, shelf);
            await using (app)
            {
                using var client = new HttpClient { BaseAddress = new Uri(address) };
                JsonElement runs = JsonElement.Parse(await client.GetStringAsync("/api/prompts/runs", Cancellation));
                Assert.Equal((store, false, 0), (runs.GetProperty("store").GetString(), runs.GetProperty("isThere").GetBoolean(), runs.GetProperty("count")
                    .GetInt32()));
                Assert.Equal(0, JsonElement.Parse(await client.GetStringAsync("/api/prompts/versions", Cancellation)).GetProperty("count").GetInt32());
                foreach ((string path, string body) in ((string, string)[])[("run", "{}"), ("matrix", "{}"), ("cell", "{}"), ("trace", "{\"id\":\"x\"}"),
                    ("history", "{\"prompt\":\"x\"}")])
                {
                    using HttpResponseMessage answer = await client.PostAsync($"/api/prompts/{path}", new StringContent(body, null, "application/json"),
                        Cancellation);
                    Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                    Assert.Contains(says, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).GetProperty("detail").GetString());
                }
            }
            Assert.False(store is not null && Directory.Exists(store), "looking makes no store");
        }
    }

    private async Task<JsonElement> Get(string path) => JsonElement.Parse(await studio.Client.GetStringAsync($"/api/{path}", Cancellation));

    private async Task<JsonElement> Ask(string path, object body)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post(path, body, Cancellation);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        return json;
    }
}
