using System.Net;
using System.Text.Json;

namespace Heed.Studio.Tests.Api;

public sealed class SentenceTests(StudioFixture studio)
{
    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Sentence_Short_EveryRowSumsToOne(string model)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post("sentence", new { text = "The dog saw the cat.", model }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, status);
        int tokens = json.GetProperty("tokens").GetArrayLength(), layers = json.GetProperty("layers").GetInt32(), heads = json.GetProperty("heads").GetInt32();
        float[] weights = [.. json.GetProperty("weights").EnumerateArray().Select(weight => weight.GetSingle())];
        Assert.Equal(tokens * layers * heads * tokens, weights.Length);
        foreach (float[] row in weights.Chunk(tokens)) Assert.Equal(1, row.Sum(), 1e-5f);
    }

    [Fact]
    public async Task Sentence_Long_SendsTheRowOfTheWordItBeginsWith()
    {
        string text = "The trophy would not fit in the suitcase because it was too big. " + string.Join(' ', Enumerable.Repeat("The dog saw the cat.", 30));
        (_, JsonElement json) = await studio.Post("sentence", new { text }, TestContext.Current.CancellationToken);
        int from = json.GetProperty("from").GetInt32();
        Assert.Equal("it", json.GetProperty("tokens")[from].GetProperty("text").GetString());
        Assert.Equal((from, 1), (json.GetProperty("firstRow").GetInt32(), json.GetProperty("rows").GetInt32()));
    }
}
