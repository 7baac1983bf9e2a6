using System.Net;
using System.Text.Json;
using Heed.Lens.Positions;
using Heed.Models;

namespace Heed.Studio.Tests.Api;

public sealed class PositionTests(StudioFixture studio)
{
    private const string File = """
        span: The code of amber lamp is 42.
        question: What is the code of amber lamp? It is
        answer: "42"
        distractors: [The code of basil box is 17., The code of cedar map is 63.]
        passages: [2, 3]
        positions: [0, 1, 2]
        """;

    [Fact]
    public async Task Position_Task_IsTheCurveOfTheLens()
    {
        double[] depths = [0, 50, 100];
        LongAnswer answer = await LongAnswer.Of(
            studio, "position", new { model = "tiny-decoder", task = "keys", samples = 2, seed = 3, lengths = new[] { 60, 100 }, depths }, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "result"), (answer.Status, answer.Event));
        using LanguageModel model = ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", "tiny-decoder"));
        PositionResult expected = PositionCurve.Measure(
            model, GeneratedPositions.Samples("keys", 2, 3), new PositionPlan(PositionUnit.Tokens, [60, 100], depths), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(
            expected.Points.Select(point => (point.Size, point.Place, point.Margin.Mean, point.Effect.Mean, point.Effect.Error, point.LargestHead.Share, point.Right)),
            answer.Json.GetProperty("points").EnumerateArray().Select(point => (
                point.GetProperty("size").GetInt32(), point.GetProperty("place").GetDouble(), point.GetProperty("margin").GetProperty("mean").GetDouble(),
                point.GetProperty("effect").GetProperty("mean").GetDouble(), (double?)point.GetProperty("effect").GetProperty("error").GetDouble(),
                point.GetProperty("attention").GetDouble(), point.GetProperty("right").GetDouble())));
        Assert.Equal(expected.Oracle.Margin.Mean, answer.Json.GetProperty("oracle").GetProperty("margin").GetProperty("mean").GetDouble());
        Assert.Equal(
            PositionSummary.Of(expected).Select(summary => (summary.Size, summary.Gap)),
            answer.Json.GetProperty("summaries").EnumerateArray().Select(summary => (summary.GetProperty("size").GetInt32(), summary.GetProperty("gap").GetDouble())));
    }

    [Fact]
    public async Task Position_File_CountsItsPassages()
    {
        LongAnswer answer = await LongAnswer.Of(studio, "position", new { model = "tiny-decoder", file = File }, TestContext.Current.CancellationToken);
        Assert.Equal(("result", "passages", 5), (answer.Event, answer.Json.GetProperty("unit").GetString(), answer.Json.GetProperty("points").GetArrayLength()));
        Assert.Equal("The code of amber lamp is 42.", answer.Json.GetProperty("example").GetProperty("passage").GetString());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("points")[0].GetProperty("margin").GetProperty("error").ValueKind);
    }

    [Theory]
    [InlineData("{\"task\":\"sums\"}", 400, "expected needle, keys, passages; got 'sums'")]
    [InlineData("{\"samples\":0}", 400, "samples: expected at least 1")]
    [InlineData("{\"samples\":65}", 413, "at most 64")]
    [InlineData("{\"seed\":-1}", 400, "seed: expected 0 or more")]
    [InlineData("{\"lengths\":[]}", 400, "lengths: expected at least one number")]
    [InlineData("{\"lengths\":[0]}", 400, "lengths: expected at least 1; got 0")]
    [InlineData("{\"depths\":[101]}", 400, "expected 0 to 100")]
    [InlineData("{\"depths\":[null]}", 400, "not the JSON that was expected")]
    [InlineData("{\"task\":\"keys\",\"file\":\"span: x\"}", 400, "expected either a task")]
    [InlineData("{\"file\":\"\"}", 400, "empty text")]
    [InlineData("{\"file\":\"/etc/passwd\"}", 400, "expected one document with keys")]
    [InlineData("{\"file\":\"[[[[[[[[[[[[[[[\"}", 400, "inside each other")]
    [InlineData("{\"file\":\"span: 1\\ncolour: red\"}", 400, "file, line 2: unknown key")]
    public async Task Position_BadRequest_IsToldWhatIsWrong(string body, int status, string says)
    {
        LongAnswer answer = await LongAnswer.Of(studio, "position", JsonDocument.Parse(body).RootElement, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.Status);
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Position_TooMuch_IsRefused()
    {
        int[] depths = [.. Enumerable.Range(0, 101)];
        LongAnswer prompts = await LongAnswer.Of(studio, "position", new { samples = 64, depths }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, prompts.Status);
        Assert.Contains("at most 4000 prompts", prompts.Json.GetProperty("detail").GetString());
        LongAnswer file = await LongAnswer.Of(studio, "position", new { file = new string('a', 200_001) }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, file.Status);
        LongAnswer tokens = await LongAnswer.Of(studio, "position", new { model = "tiny-long", lengths = new[] { 100_000 } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tokens.Status);
        Assert.Contains("lengths: expected at most 16384 tokens; got 100000", tokens.Json.GetProperty("detail").GetString());
        LongAnswer lengths = await LongAnswer.Of(studio, "position", new { file = File, lengths = new[] { 64 } }, TestContext.Current.CancellationToken);
        Assert.Contains("the file counts passages", lengths.Json.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("{\"model\":\"tiny-encoder\"}", "expected a decoder")]
    [InlineData("{\"model\":\"tiny-decoder\",\"lengths\":[10000]}", "longer than the window")]
    public async Task Position_WhatTheModelCannot_EndsInAFailure(string body, string says)
    {
        LongAnswer answer = await LongAnswer.Of(studio, "position", JsonDocument.Parse(body).RootElement, TestContext.Current.CancellationToken);
        Assert.Equal(("failure", 400), (answer.Event, answer.Json.GetProperty("status").GetInt32()));
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Position_ClientGone_StopsTheWork()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        gone.CancelAfter(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LongAnswer.Of(
            studio, "position", new { model = "tiny-long", samples = 30, lengths = new[] { 4096 }, depths = Enumerable.Range(0, 101) }, gone.Token));
        // The studio is free for others.
        LongAnswer answer = await LongAnswer.Of(
            studio, "position", new { model = "tiny-decoder", samples = 1, lengths = new[] { 64 }, depths = new[] { 0 } }, TestContext.Current.CancellationToken);
        Assert.Equal("result", answer.Event);
    }
}
