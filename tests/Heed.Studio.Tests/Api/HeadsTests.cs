using System.Net;
using System.Text.Json;
using Heed.Lens;
using Heed.Lens.Roles;
using Heed.Models;

namespace Heed.Studio.Tests.Api;

public sealed class HeadsTests(StudioFixture studio)
{
    [Theory]
    [InlineData("tiny-encoder", null), InlineData("tiny-decoder", null), InlineData("tiny-long", null)]
    [InlineData("tiny-decoder", "The trophy would not fit in the suitcase because it was too big.")]
    public async Task Heads_OfEveryModel_AreThoseOfTheLens(string name, string? text)
    {
        LongAnswer answer = await LongAnswer.Of(studio, "heads", new { model = name, text }, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "result"), (answer.Status, answer.Event));
        using LanguageModel model = ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", name));
        IReadOnlyList<HeadProfile> expected = HeadRoles.Measure(
            model.Transformer, HeadSamples.Of(model, text is null ? null : ReadText.Of(model, text)), cancellation: TestContext.Current.CancellationToken);
        JsonElement[] profiles = [.. answer.Json.GetProperty("profiles").EnumerateArray()];
        Assert.Equal(expected.Count, profiles.Length);
        foreach ((HeadProfile one, JsonElement sent) in expected.Zip(profiles))
        {
            Assert.Equal((one.Place.Layer, one.Head, one.MainRole), (sent.GetProperty("layer").GetInt32(), sent.GetProperty("head").GetInt32(), sent.GetProperty("mainRole").GetString()));
            Assert.Equal(one.Roles, sent.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
            Assert.Equal(
                one.Scores.Select(score => (score.Key, score.Value.Value, one.Roles.Contains(score.Key))),
                sent.GetProperty("scores").EnumerateArray().Select(score => (
                    score.GetProperty("measure").GetString()!, score.GetProperty("value").GetDouble(), score.GetProperty("isRole").GetBoolean())));
            // 32 and more weights a row are added in float32: half an ulp of the row's sum each.
            Assert.Equal(1, sent.GetProperty("offsets").EnumerateArray().Sum(share => share.GetDouble()), 256 * Math.Pow(2, -24));
            Assert.True(double.IsFinite(sent.GetProperty("loss").GetProperty("total").GetDouble()));
        }
        Assert.Equal(answer.Json.GetProperty("offsets").GetArrayLength(), profiles[0].GetProperty("offsets").GetArrayLength());
        Assert.Equal(text, answer.Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Heads_AskedAgain_ComeFromTheShelf()
    {
        await LongAnswer.Of(studio, "heads", new { model = "tiny-encoder", text = "The dog saw the cat." }, TestContext.Current.CancellationToken);
        LongAnswer again = await LongAnswer.Of(studio, "heads", new { model = "tiny-encoder", text = "The dog saw the cat." }, TestContext.Current.CancellationToken);
        Assert.Equal(("result", 0), (again.Event, again.Progress));
    }

    [Theory]
    [InlineData("{\"model\":\"nobody\"}", HttpStatusCode.BadRequest, "expected one of tiny-encoder")]
    [InlineData("{\"text\":\"  \"}", HttpStatusCode.BadRequest, "empty text")]
    [InlineData("{\"text\":5}", HttpStatusCode.BadRequest, "not the JSON that was expected")]
    [InlineData("{\"colour\":\"red\"}", HttpStatusCode.BadRequest, "not the JSON that was expected")]
    public async Task Heads_BadRequest_IsToldWhatIsWrong(string body, HttpStatusCode status, string says)
    {
        LongAnswer answer = await LongAnswer.Of(studio, "heads", JsonDocument.Parse(body).RootElement, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.Status);
        Assert.Contains(says, answer.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Heads_TextBeyondTheWindow_IsRefused()
    {
        string text = string.Concat(Enumerable.Repeat("The dog saw the cat. ", 2000));
        LongAnswer answer = await LongAnswer.Of(studio, "heads", new { text }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("text too long", answer.Json.GetProperty("detail").GetString());
    }
}
