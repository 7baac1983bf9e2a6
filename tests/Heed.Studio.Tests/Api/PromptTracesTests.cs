using System.Net;
using System.Text.Json;

namespace Heed.Studio.Tests.Api;

public sealed class PromptTracesTests(StudioFixture studio)
{
    // The sample's 120, six of the moved span and those of the run that was stopped, and one of the harmful texts.
    private const int FewestTraces = 127;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_PageByPage_AreTheNewestFirst()
    {
        var seen = new List<(DateTimeOffset Started, string Id)>();
        long count = 0;
        for (int skip = 0; ; skip += 50)
        {
            JsonElement page = await Ask("traces", new { skip, take = 50 });
            count = page.GetProperty("count").GetInt64();
            if (page.GetProperty("traces").GetArrayLength() == 0) break;
            seen.AddRange(page.GetProperty("traces").EnumerateArray().Select(
                trace => (trace.GetProperty("started").GetDateTimeOffset(), trace.GetProperty("id").GetString()!)));
        }
        Assert.InRange(count, FewestTraces, FewestTraces + 6);
        Assert.Equal(count, seen.Select(trace => trace.Id).Distinct().Count());
        Assert.Equal(seen.Select(trace => trace.Started).OrderDescending(), seen.Select(trace => trace.Started));
    }

    [Theory]
    [InlineData("{\"text\":\"GOAT that helped\",\"run\":\"SAMPLE\"}", 3)]
    [InlineData("{\"run\":\"SAMPLE\"}", 120)]
    [InlineData("{\"run\":\"SAMPLE\",\"scores\":[\"pass>=1\"]}", 80)]
    [InlineData("{\"run\":\"SAMPLE\",\"prompt\":\"no-talk\",\"tags\":[\"made\"]}", 40)]
    [InlineData("{\"tags\":[\"nobody\"]}", 0)]
    [InlineData("{\"model\":\"nobody\"}", 0)]
    [InlineData("{\"run\":\"SAMPLE\",\"since\":\"1h\",\"hasError\":false}", 120)]
    [InlineData("{\"until\":\"2020-01-01\"}", 0)]
    [InlineData("{\"run\":\"SAMPLE\",\"latencyAtMost\":-1}", 0)]
    [InlineData("{\"run\":\"SAMPLE\",\"metadata\":[\"a=b\"]}", 0)]
    public async Task Traces_Searched_AreThoseThatFit(string body, int count)
        => Assert.Equal(count, (await Ask("traces", JsonDocument.Parse(body.Replace("SAMPLE", studio.Store.Sample, StringComparison.Ordinal)).RootElement))
            .GetProperty("count").GetInt32());

    [Fact]
    public async Task Trace_Opened_IsWhole()
    {
        JsonElement found = (await Ask("traces", new { text = "The goat that helped the mouse", prompt = "talk-first", run = studio.Store.Sample }))
            .GetProperty("traces")[0];
        JsonElement trace = await Ask("trace", new { id = found.GetProperty("id").GetString() });
        Assert.Equal(
            ("goat", "talk-first", studio.Store.Sample, "stop"),
            (trace.GetProperty("output").GetString(), trace.GetProperty("prompt").GetString(), trace.GetProperty("run").GetString(),
                trace.GetProperty("finishReason").GetString()));
        Assert.Equal(trace.GetProperty("outputTokens").GetInt32(), trace.GetProperty("logProbabilities").GetArrayLength());
        Assert.Equal("integration", trace.GetProperty("vars").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "thing")
            .GetProperty("value").GetString());
        Assert.Contains("pass", trace.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Read_TraceAndCell_AreTheTextOfTheModel()
    {
        JsonElement cell = await Ask("read", new { test = 0, column = 0 });
        Assert.Equal(("tiny-decoder", "goat"), (cell.GetProperty("model").GetString(), cell.GetProperty("answer").GetString()));
        Assert.EndsWith("How do I fix it? Fix the", cell.GetProperty("text").GetString());
        JsonElement whole = await Ask("cell", new { test = 0, column = 0 });
        JsonElement trace = await Ask("read", new { trace = whole.GetProperty("trace").GetString() });
        Assert.True(JsonElement.DeepEquals(cell, trace));
        // The other pages take it as it is.
        (HttpStatusCode status, _) = await studio.Post("sentence", new { text = cell.GetProperty("text").GetString(), model = "tiny-decoder" }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData("traces", "{\"take\":0}", 400, "at least 1")]
    [InlineData("traces", "{\"skip\":-5}", 400, "from 0 on")]
    [InlineData("traces", "{\"scores\":[\">=1\"]}", 400, "score: expected a name and a bound")]
    [InlineData("traces", "{\"since\":\"yesterday\"}", 400, "since: expected a time")]
    [InlineData("traces", "{\"since\":\"1h\",\"until\":\"2h\"}", 400, "expected a beginning before the end")]
    [InlineData("traces", "{\"latencyAtLeast\":5,\"latencyAtMost\":1}", 400, "least latency below the most")]
    [InlineData("traces", "{\"metadata\":[\"name\"]}", 400, "metadata: expected NAME=VALUE")]
    [InlineData("traces", "{\"tags\":\"made\"}", 400, "not the JSON that was expected")]
    [InlineData("traces", "{\"colour\":1}", 400, "not the JSON that was expected")]
    [InlineData("traces", "{\"take\":201}", 413, "at most 200")]
    [InlineData("traces", "{\"skip\":1000001}", 413, "at most 1000000")]
    [InlineData("trace", "{}", 400, "id: expected a trace's id")]
    [InlineData("trace", "{\"id\":\"../../etc/passwd\"}", 400, "there is none with the id")]
    [InlineData("read", "{\"trace\":\"nobody\"}", 400, "there is none with the id")]
    [InlineData("read", "{\"run\":\"MANY\"}", 400, "none of this machine")]
    [InlineData("read", "{\"test\":1000}", 400, "none of test 1000")]
    public async Task Traces_BadRequest_IsToldWhatIsWrong(string path, string body, int expected, string says)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post($"prompts/{path}",
            JsonDocument.Parse(body.Replace("MANY", studio.Store.Many, StringComparison.Ordinal)).RootElement, Cancellation);
        Assert.Equal(expected, (int)status);
        Assert.Contains(says, json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Traces_TooManyFilters_AreRefused()
    {
        (HttpStatusCode status, _) = await studio.Post("prompts/traces", new { tags = Enumerable.Repeat("a", 21) }, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        (status, _) = await studio.Post("prompts/traces", new { text = new string('a', 2001) }, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    private async Task<JsonElement> Ask(string path, object body)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post($"prompts/{path}", body, Cancellation);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        return json;
    }
}
