using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using Heed.Lens;
using Heed.Lens.Maps;
using Heed.Models;

namespace Heed.Studio.Tests.Api;

public sealed class MapTests(StudioFixture studio)
{
    private const string Text = "The trophy would not fit in the suitcase because it was too big.";

    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Tile_EveryLayerAndHead_IsWhatTheLensComputes(string name)
    {
        JsonElement map = await Make(new { text = Text, model = name });
        using LanguageModel model = ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", name));
        using AttentionMaps maps = TextMaps.Of(model, ReadText.Of(model, Text), cancellation: Cancellation);
        string id = map.GetProperty("id").GetString()!;
        for (int layer = 0; layer < maps.Count; layer++)
            for (int head = 0; head < maps[layer].Heads; head++)
            {
                CellTile cells = maps[layer].Overview(head);
                byte[] bytes = await studio.Client.GetByteArrayAsync($"/api/map/{id}/tile?layer={layer}&head={head}&level=0&row=0&column=0", Cancellation);
                Assert.Equal([cells.Rows, cells.Columns, 0], MemoryMarshal.Cast<byte, int>(bytes.AsSpan(0, 12)).ToArray());
                float[] shown = [.. cells.Largest.Select((weight, cell) => cells.Allowed[cell] == 0 ? -1f : weight)];
                Assert.Equal(shown, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(12)).ToArray());
                byte[] row = await studio.Client.GetByteArrayAsync($"/api/map/{id}/row?layer={layer}&head={head}&query=5", Cancellation);
                Assert.Equal(maps[layer].Row(head, 5), MemoryMarshal.Cast<byte, float>(row).ToArray());
                byte[] column = await studio.Client.GetByteArrayAsync($"/api/map/{id}/column?layer={layer}&head={head}&key=5", Cancellation);
                Assert.Equal(maps[layer].Column(head, 5), MemoryMarshal.Cast<byte, float>(column).ToArray());
            }
    }

    [Fact]
    public async Task Map_SameTextTwice_IsKept()
    {
        JsonElement first = await Make(new { text = Text }), second = await Make(new { text = Text }), other = await Make(new { text = Text + " It was." });
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.NotEqual(first.GetProperty("id").GetString(), other.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Map_LongExample_IsReadBeyondTheWindow()
    {
        JsonElement map = await Make(new { example = 6000, model = "tiny-long", beyond = true, layer = 3 });
        Assert.True(map.GetProperty("isBeyondWindow").GetBoolean());
        string id = map.GetProperty("id").GetString()!;
        // Above the diagonal of a causal model nothing is allowed, and nothing is sent.
        byte[] hidden = await studio.Client.GetByteArrayAsync($"/api/map/{id}/tile?layer=3&head=0&level=2&row=0&column=3&what=mean", Cancellation);
        Assert.Equal(12, hidden.Length);
        HttpResponseMessage tile = await studio.Client.GetAsync($"/api/map/{id}/tile?layer=3&head=0&level=2&row=3&column=0&what=mean", Cancellation);
        Assert.Contains("immutable", tile.Headers.CacheControl!.ToString());
        JsonElement places = await studio.Client.GetFromJsonAsync<JsonElement>($"/api/map/{id}/places?word=code", Cancellation);
        Assert.True(places.GetProperty("tokens").GetArrayLength() > 10);
        int token = places.GetProperty("tokens")[3].GetInt32();
        JsonElement tokens = await studio.Client.GetFromJsonAsync<JsonElement>($"/api/map/{id}/tokens?first={token}&count=2", Cancellation);
        Assert.Equal(["code", "of"], tokens.GetProperty("texts").EnumerateArray().Select(text => text.GetString()));
    }

    [Theory]
    [InlineData("""{"text":""}""", 400, "expected some words")]
    [InlineData("""{"text":"a","example":100}""", 400, "either a text or an example")]
    [InlineData("""{"text":"a","model":"none"}""", 400, "expected one of tiny-encoder")]
    [InlineData("""{"text":"a","layer":9}""", 400, "layer: expected 0 … 3; got 9")]
    [InlineData("""{"example":1}""", 400, "example: expected 64")]
    [InlineData("""{"example":70000,"model":"tiny-long","beyond":true}""", 413, "at most 65536 tokens; got 70000")]
    [InlineData("""{"example":5000,"model":"tiny-long"}""", 400, "the window of tiny-long is 4096")]
    [InlineData("""{"example":5000,"model":"tiny-encoder","beyond":true}""", 400, "cannot read beyond it")]
    public async Task Map_WrongRequest_SaysWhy(string body, int status, string detail)
    {
        (string name, JsonElement json) = await Events(JsonDocument.Parse(body).RootElement.Clone());
        Assert.Equal(("failure", status), (name, json.GetProperty("status").GetInt32()));
        Assert.Contains(detail, json.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("tile?layer=0&head=9&level=0&row=0&column=0", "head")]
    [InlineData("tile?layer=9&head=0&level=0&row=0&column=0", "layer: expected one of 0, 1, 2, 3; got 9")]
    [InlineData("tile?layer=0&head=0&level=5&row=0&column=0", "level")]
    [InlineData("tile?layer=0&head=0&level=0&row=1&column=0", "tile row")]
    [InlineData("tile?layer=0&head=0&level=0&row=0&column=-1", "tile column")]
    [InlineData("tile?layer=0&head=0&level=0&row=0&column=0&what=least", "expected largest or mean; got 'least'")]
    [InlineData("tile?layer=x&head=0&level=0&row=0&column=0", "layer")]
    [InlineData("row?layer=0&head=0&query=99", "query")]
    [InlineData("column?layer=0&head=0&key=99", "key")]
    [InlineData("tokens?first=99&count=5", "first: expected a token from 0 to 15; got 99")]
    [InlineData("tokens?first=0&count=0", "count")]
    [InlineData("places?word=%20", "expected something to look for")]
    public async Task Look_Outside_SaysWhatThereIs(string path, string detail)
    {
        string id = (await Make(new { text = Text })).GetProperty("id").GetString()!;
        using HttpResponseMessage response = await studio.Client.GetAsync($"/api/map/{id}/{path}", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(detail, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("tile?layer=0&head=0&level=0&row=0&column=0"), InlineData("row?layer=0&head=0&query=0"), InlineData("column?layer=0&head=0&key=0")]
    [InlineData("tokens?first=0&count=1"), InlineData("places?word=a")]
    public async Task Look_UnknownId_IsGone(string path)
    {
        using HttpResponseMessage response = await studio.Client.GetAsync($"/api/map/0123/{path}", Cancellation);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal("No longer kept", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Map_MoreTextsThanAreKept_TheOldestIsGone()
    {
        string id = (await Make(new { text = "The first text." })).GetProperty("id").GetString()!;
        for (int i = 0; i < 4; i++) await Make(new { text = $"Text {i}." });
        using HttpResponseMessage response = await studio.Client.GetAsync($"/api/map/{id}/row?layer=0&head=0&query=0", Cancellation);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<JsonElement> Make(object body)
    {
        (string name, JsonElement json) = await Events(body);
        Assert.True(name == "result", json.ToString());
        return json;
    }

    /// <summary>The last event of the answer; what is refused before anything runs has a status of its own.</summary>
    private async Task<(string Name, JsonElement Json)> Events(object body)
    {
        using HttpResponseMessage response = await studio.Client.PostAsJsonAsync("/api/map", body, Cancellation);
        if (!response.IsSuccessStatusCode)
        {
            JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
            return ("failure", problem);
        }
        string[] lines = (await response.Content.ReadAsStringAsync(Cancellation)).TrimEnd().Split('\n');
        string data = lines.Last(line => line.StartsWith("data:", StringComparison.Ordinal))[5..];
        string name = lines.Last(line => line.StartsWith("event:", StringComparison.Ordinal))[6..].Trim();
        return (name, JsonDocument.Parse(data).RootElement.Clone());
    }
}
