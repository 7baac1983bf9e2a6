using System.Net;
using System.Text.Json;
using Heed.Lens.Steps;
using Heed.Lens.Steps.Demonstrations;
using Heed.Models;

namespace Heed.Studio.Tests.Api;

public sealed class StepsTests(StudioFixture studio)
{
    private const string Text = "The trophy would not fit in the suitcase because it was too big.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static LanguageModel Load(string model) => ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", model));

    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Steps_EveryStep_IsTheLenses(string name)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post("steps", new { text = Text, model = name, layer = 2, head = 1, word = 5 }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        using LanguageModel model = Load(name);
        HeadSteps steps = HeadSteps.Of(model, Text, 2, 1, 5);
        Assert.Equal(steps.Steps.Select(step => step.Id), json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
        foreach ((HeadStep step, JsonElement sent) in steps.Steps.Zip(json.GetProperty("steps").EnumerateArray()))
            Assert.Equal(step.Values.SelectMany(row => row), sent.GetProperty("values").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(Number));
        Assert.Equal(steps.Answer!.Candidates.Select(one => one.After),
            json.GetProperty("answer").GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("after").GetDouble()));
    }

    [Fact]
    public async Task Steps_NothingChosen_FollowsItInTheHeadThatLooksAtTheTrophy()
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post("steps", new { text = Text }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        int word = json.GetProperty("word").GetInt32();
        Assert.Equal("it", json.GetProperty("tokens")[word].GetProperty("text").GetString());
        Assert.Equal(3, json.GetProperty("layer").GetInt32());
        JsonElement pattern = json.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("id").GetString() == "pattern");
        float?[] row = [.. pattern.GetProperty("values")[word].EnumerateArray().Select(Number)];
        string[] labels = [.. pattern.GetProperty("columns").GetProperty("labels").EnumerateArray().Select(label => label.GetString()!)];
        Assert.Equal("trophy", labels[Array.IndexOf(row, row.Max())]);
        Assert.Equal("trophy", json.GetProperty("answer").GetProperty("candidates")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Edit_ScoreCutMaskAndSwitches_AreTheLenses()
    {
        using LanguageModel model = Load("tiny-encoder");
        HeadSteps steps = HeadSteps.Of(model, Text, 3, 1, 10);
        var of = new { text = Text, model = "tiny-encoder", layer = 3, head = 1, word = 10 };
        await Same(new StepsEdit { Scores = [new ChangedScore(10, 2, -4.5)], Cuts = [new TokenPair(10, 3)] },
            new { scores = new[] { new { query = 10, key = 2, score = -4.5 } }, cuts = new[] { new { query = 10, key = 3 } } });
        await Same(new StepsEdit { Mask = StepMask.Window, Window = 3 }, new { mask = "window", window = 3 });
        await Same(new StepsEdit { Mask = StepMask.Causal, Positions = false, Scaling = false }, new { mask = "causal", positions = false, scaling = false });
        await Same(new StepsEdit { Uniform = true }, new { uniform = true });
        await Same(new StepsEdit { Other = "The dog saw the cat." }, new { other = "The dog saw the cat." });

        async Task Same(StepsEdit edit, object sent)
        {
            EditedHead expected = steps.With(edit);
            (HttpStatusCode status, JsonElement json) = await studio.Post("steps/edit", new { of, edit = sent }, Cancellation);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(expected.Notes, json.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
            Assert.Equal(expected.Steps.Select(step => step.Id), json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
            foreach ((HeadStep step, JsonElement changed) in expected.Steps.Zip(json.GetProperty("steps").EnumerateArray()))
            {
                float?[][] before = steps.Steps.SingleOrDefault(one => one.Id == step.Id)?.Values ?? [];
                float?[][] rows = [.. changed.GetProperty("values").EnumerateArray().Select((row, i) => row.GetArrayLength() > 0 ? [.. row.EnumerateArray().Select(Number)] : before[i])];
                Assert.Equal(step.Values, rows);
            }
            Assert.Equal(expected.Answer!.Candidates.Select(one => one.After),
                json.GetProperty("answer").GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("after").GetDouble()));
        }
    }

    [Theory]
    [InlineData("scaled"), InlineData("pattern"), InlineData("z"), InlineData("contribution")]
    public async Task Terms_OfANumber_AreTheLenses(string step)
    {
        using LanguageModel model = Load("tiny-decoder");
        NumberTerms expected = HeadSteps.Of(model, Text, 1, 2, 4).Terms(step, 4, 2, new StepsEdit { Scaling = false });
        (HttpStatusCode status, JsonElement json) = await studio.Post(
            "steps/terms", new { of = new { text = Text, model = "tiny-decoder", layer = 1, head = 2, word = 4 }, step, row = 4, column = 2, edit = new { scaling = false } }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected.Sum, json.GetProperty("sum").GetDouble());
        Assert.Equal(expected.Result, json.GetProperty("result").GetDouble());
        Assert.Equal(expected.Terms.Select(term => term.Value), json.GetProperty("terms").EnumerateArray().Select(term => term.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task Mistake_Each_IsTheLenses()
    {
        using LanguageModel model = Load("tiny-encoder");
        HeadSteps steps = HeadSteps.Of(model, Text, 3, 1, 10);
        foreach (Demonstration demonstration in Demonstration.All)
        {
            DemonstrationResult expected = demonstration.Of(steps, new DemonstrationOptions { Query = 10 }, Cancellation);
            string events = await Events(new { of = new { text = Text, model = "tiny-encoder", layer = 3, head = 1, word = 10 }, id = demonstration.Id });
            using var result = JsonDocument.Parse(events[(events.IndexOf("data: ", StringComparison.Ordinal) + 6)..]);
            Assert.Contains("event: result", events);
            Assert.Equal(expected.Caption, result.RootElement.GetProperty("caption").GetString());
        }
    }

    [Theory]
    [InlineData("""{"text":" "}""", 400, "text: expected some words")]
    [InlineData("""{"text":"the dog","model":"none"}""", 400, "model: expected one of")]
    [InlineData("""{"text":"the dog","layer":4}""", 400, "layer: expected a number from 0 to 3; got 4")]
    [InlineData("""{"text":"the dog","head":-1}""", 400, "head")]
    [InlineData("""{"text":"the dog","word":9}""", 400, "word: expected a token from 0 to")]
    [InlineData("""{"text":"the dog","at":9}""", 400, "at: expected a token from 0 to")]
    [InlineData("""{"text":"the dog","word":"it"}""", 400, "JSON")]
    public async Task Steps_BadRequest_SaysWhy(string body, int status, string said) => await Refused("steps", body, status, said);

    [Theory]
    [InlineData("""{}""", "of: expected")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"mask":"round"}}""", "mask: expected own, causal, bidirectional or window; got 'round'")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"mask":"1"}}""", "mask: expected own")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"mask":"own,causal"}}""", "mask: expected own")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"mask":"window"}}""", "window: expected a number of tokens")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"scores":[{"query":0,"key":99,"score":1}]}}""", "pair: expected a query")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"scores":[{"query":0,"key":0,"score":1e300}]}}""", "score: expected a finite number")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"cuts":[null]}}""", "null")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"other":" "}}""", "other: expected some words")]
    [InlineData("""{"of":{"text":"the dog"},"edit":{"colour":1}}""", "JSON")]
    public async Task Edit_BadRequest_SaysWhy(string body, string said) => await Refused("steps/edit", body, 400, said);

    [Theory]
    [InlineData("""{"of":{"text":"the dog"},"step":"embedding","row":0,"column":0}""", "step: expected one of products")]
    [InlineData("""{"of":{"text":"the dog"},"step":"z","row":0,"column":32}""", "column: expected a number from 0 to 31; got 32")]
    [InlineData("""{"of":{"text":"the dog"},"step":"z","row":-1,"column":0}""", "row: expected a query")]
    public async Task Terms_BadRequest_SaysWhy(string body, string said) => await Refused("steps/terms", body, 400, said);

    [Fact]
    public async Task Mistake_Unknown_ListsThem() => await Refused("steps/mistake", """{"of":{"text":"the dog"},"id":"none"}""", 400, "weights-as-reasons");

    [Fact]
    public async Task Steps_LongText_IsTooLarge()
        => await Refused("steps", JsonSerializer.Serialize(new { text = string.Concat(Enumerable.Repeat("the dog ", 40)) }), 413, "at most 64 tokens");

    private async Task Refused(string path, string body, int status, string said)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await studio.Client.PostAsync($"/api/{path}", content, Cancellation);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(said, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> Events(object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await studio.Client.PostAsync("/api/steps/mistake", content, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static float? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetSingle();
}
