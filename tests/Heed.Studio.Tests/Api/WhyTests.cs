using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Heed.Lens.Consequences;
using Heed.Lens.Heads;
using Heed.Lens.Interventions;
using Heed.Lens.Metrics;
using Heed.Lens.Patching;
using Heed.Models;

namespace Heed.Studio.Tests.Api;

public sealed class WhyTests(StudioFixture studio)
{
    private const string Trophy = "The trophy would not fit in the suitcase because it was too big.", Asked = Trophy + " What was too big? The";

    [Fact]
    public async Task Why_Prompt_HasTheNumbersOfTheLens()
    {
        JsonElement json = await Events("why", new { text = Asked, model = "tiny-decoder", answer = "trophy", other = "suitcase", check = 20 });
        using LanguageModel model = Load("tiny-decoder");
        Question question = Question.Of(model, Asked, "trophy", "suitcase");
        var expected = EdgeConsequences.Of(question, new ConsequenceOptions { Check = 20 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(expected.Value, json.GetProperty("value").GetSingle());
        Assert.Equal(expected.TokenEffects(), json.GetProperty("rests").EnumerateArray().Select(value => value.GetSingle()));
        Assert.Equal(expected.Edges.Select(edge => (edge.Attention, edge.Head, edge.Query, edge.Key, edge.Predicted, edge.Measured)), json.GetProperty("edges").EnumerateArray().Select(
            edge => (edge.GetProperty("attention").GetString()!, edge.GetProperty("head").GetInt32(), edge.GetProperty("from").GetInt32(), edge.GetProperty("to").GetInt32(),
                edge.GetProperty("predicted").GetSingle(), (float?)edge.GetProperty("measured").GetSingle())));
        Assert.Equal(expected.Correlations.Predicted, json.GetProperty("ranks").GetProperty("predicted").GetDouble());
    }

    [Fact]
    public async Task WhyHeads_Prompt_HasTheNumbersOfTheLens()
    {
        JsonElement json = await Events("why/heads", new { text = Asked, model = "tiny-decoder", answer = "trophy", other = "suitcase" });
        using LanguageModel model = Load("tiny-decoder");
        var expected = HeadEffects.Of(Question.Of(model, Asked, "trophy", "suitcase"), Ablation.Mean, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(expected.Heads.Select(head => (head.Part, head.Total, head.Direct)), json.GetProperty("heads").EnumerateArray().Select(
            head => (head.GetProperty("part").GetString()!, head.GetProperty("total").GetSingle(), (float?)head.GetProperty("direct").GetSingle())));
    }

    [Fact]
    public async Task WhyAnswers_HeadCut_IsWhatTheHeadsEffectSays()
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post("why/answers", new
        {
            text = Asked, model = "tiny-decoder", answer = "trophy", other = "suitcase", cuts = new[] { new { attention = "blocks.0.attn", head = 1 } },
        }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, status);
        using LanguageModel model = Load("tiny-decoder");
        Question question = Question.Of(model, Asked, "trophy", "suitcase");
        var heads = HeadEffects.Of(question, Ablation.Mean, cancellation: TestContext.Current.CancellationToken);
        float total = heads.Heads.Single(head => head is { Part: "blocks.0.attn", Head: 1 }).Total;
        Assert.Equal(question.Value(), json.GetProperty("before").GetSingle());
        Assert.Equal(total, json.GetProperty("before").GetSingle() - json.GetProperty("after").GetSingle(), 1e-6f * MathF.Abs(question.Value()));
        Assert.Equal("trophy", json.GetProperty("best").GetString());
    }

    [Fact]
    public async Task WhyAnswers_WeightCut_IsTheMeasuredEffect()
    {
        (_, JsonElement json) = await studio.Post("why/answers", new
        {
            text = Asked, model = "tiny-decoder", answer = "trophy", other = "suitcase", cuts = new[] { new { attention = "blocks.0.attn", head = 0, from = 3, to = 2 } },
        }, TestContext.Current.CancellationToken);
        using LanguageModel model = Load("tiny-decoder");
        Question question = Question.Of(model, Asked, "trophy", "suitcase");
        Assert.Equal(question.Value(CutEdges.One("blocks.0.attn", 0, 3, 2)), json.GetProperty("after").GetSingle());
        Assert.NotEqual("trophy", json.GetProperty("bestAfter").GetString());
    }

    [Fact]
    public async Task WhyPair_ItToTrophy_DecidesAndAgreesWithTheCut()
    {
        var asked = new { text = Trophy, model = "tiny-encoder", answer = "trophy", other = "suitcase", from = 10, to = 2 };
        (_, JsonElement pair) = await studio.Post("why/pair", asked, TestContext.Current.CancellationToken);
        (_, JsonElement cut) = await studio.Post("why/answers", new { asked.text, asked.model, asked.answer, asked.other, cuts = new[] { new { from = 10, to = 2 } } }, TestContext.Current.CancellationToken);
        Assert.Equal("decides", pair.GetProperty("verdict").GetString());
        Assert.Equal(cut.GetProperty("after").GetSingle() - cut.GetProperty("before").GetSingle(), pair.GetProperty("change").GetSingle());
        Assert.Equal(cut.GetProperty("bestAfter").GetString(), pair.GetProperty("answerAfter").GetProperty("text").GetString());
        Assert.Equal(10, cut.GetProperty("at").GetInt32());
    }

    [Fact]
    public async Task WhyAgainst_TwoTexts_HasTheNumbersOfTheLens()
    {
        string other = Trophy.Replace("big", "small", StringComparison.Ordinal);
        JsonElement json = await Events("why/against", new { text = Trophy, against = other, model = "tiny-encoder", answer = "trophy", other = "suitcase" });
        using LanguageModel model = Load("tiny-encoder");
        var expected = ActivationPatching.Of(PromptPair.Of(model, Trophy, other, "trophy", "suitcase", at: 10), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((expected.Clean, expected.Corrupt), (json.GetProperty("clean").GetSingle(), json.GetProperty("corrupt").GetSingle()));
        Assert.Equal(expected.Positions.Select(cell => (cell.Position, cell.Sufficient, cell.Necessary)), json.GetProperty("positions").EnumerateArray().Select(
            cell => ((int?)cell.GetProperty("position").GetInt32(), cell.GetProperty("sufficient").GetSingle(), cell.GetProperty("necessary").GetSingle())));
        Assert.Equal(13, Assert.Single(json.GetProperty("differences").EnumerateArray()).GetInt32());
    }

    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Why_NoAnswerGiven_AsksAboutTheModelsOwn(string model)
    {
        JsonElement json = await Events("why", new { text = "The dog saw the cat. It", model, check = 4 });
        (_, JsonElement own) = await studio.Post("why/answers", new { text = "The dog saw the cat. It", model }, TestContext.Current.CancellationToken);
        Assert.Equal(own.GetProperty("best").GetString(), json.GetProperty("answer").GetString());
        Assert.NotEqual(json.GetProperty("answer").GetString(), json.GetProperty("other").GetString());
    }

    [Theory]
    [InlineData("why/answers", """{"text":" "}""", 400, "expected some words")]
    [InlineData("why/answers", """{"text":"The dog","model":"none"}""", 400, "model: expected one of")]
    [InlineData("why/answers", """{"text":"The dog","at":99}""", 400, "at: expected a token from 0 to")]
    [InlineData("why/answers", """{"text":"The dog","answer":"xyzzyq"}""", 400, "expected a word that is one token")]
    [InlineData("why/answers", """{"text":"The dog","answer":"trophy","other":"trophy"}""", 400, "expected another answer")]
    [InlineData("why/answers", """{"text":"The dog","cuts":[{"head":1}]}""", 400, "cuts: expected a weight")]
    [InlineData("why/answers", """{"text":"The dog","cuts":[{"attention":"blocks.9.attn","head":1}]}""", 400, "expected one of blocks.0.attn")]
    [InlineData("why/answers", """{"text":"The dog","cuts":[{"attention":"blocks.0.attn","head":9}]}""", 400, "expected a head from 0 to 3")]
    [InlineData("why/answers", """{"text":"The dog","cuts":[{"attention":"blocks.0.attn","head":1,"from":99,"to":1}]}""", 400, "got query 99")]
    [InlineData("why/answers", """{"text":"The dog","cuts":[{"from":99,"to":1}]}""", 400, "from: expected a token from 0 to")]
    [InlineData("why/answers", """{"text":"The dog","hops":1}""", 400, "hops")]
    [InlineData("why/pair", """{"text":"The dog","from":1,"to":2}""", 400, "answer: expected the answer")]
    [InlineData("why/pair", """{"text":"The dog","from":1,"to":-2,"answer":"trophy"}""", 400, "to: expected a token")]
    public async Task Why_BadRequest_IsToldWhatWasExpected(string path, string body, int status, string message)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await studio.Client.PostAsync($"/api/{path}", content, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains(message, problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("why", """{"text":"The dog","check":0}""", 400, "check: expected 1 to 200")]
    [InlineData("why", """{"text":"","check":5}""", 400, "expected some words")]
    [InlineData("why/heads", """{"text":"The dog","model":"none"}""", 400, "model: expected one of")]
    [InlineData("why/against", """{"text":"The dog","against":"The cat"}""", 400, "expected both answers")]
    [InlineData("why/against", """{"text":"The dog","against":"The dog","answer":"trophy","other":"suitcase"}""", 400, "expected two that differ")]
    [InlineData("why/against", """{"text":"The dog","against":"The dog saw","answer":"trophy","other":"suitcase"}""", 400, "as many tokens in both")]
    public async Task Why_BadLongWork_FailsWithWhatWasExpected(string path, string body, int status, string message)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await studio.Client.PostAsync($"/api/{path}", content, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        JsonElement failure = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains(message, failure.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task WhyAnswers_TooManyCuts_IsTooLarge()
    {
        (HttpStatusCode status, JsonElement problem) = await studio.Post(
            "why/answers", new { text = "The dog", cuts = Enumerable.Repeat(new { from = 1, to = 0 }, 201) }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("at most 200", problem.GetProperty("detail").GetString());
    }

    private async Task<JsonElement> Events(string path, object body)
    {
        using HttpResponseMessage response = await studio.Client.PostAsJsonAsync($"/api/{path}", body, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return Last(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "result");
    }

    private static JsonElement Last(string events, string name)
    {
        string last = events.Trim().Split("\n\n")[^1];
        Assert.StartsWith($"event: {name}\n", last, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(last[(last.IndexOf("data: ", StringComparison.Ordinal) + 6)..]);
        return document.RootElement.Clone();
    }

    private static LanguageModel Load(string name) => ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", name));
}
