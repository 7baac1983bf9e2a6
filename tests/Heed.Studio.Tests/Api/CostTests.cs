using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Heed.Models;
using Heed.Models.Cost;

namespace Heed.Studio.Tests.Api;

/// <summary>The numbers are those of <see cref="CostModel"/>, and what cannot be counted is refused with words.</summary>
public sealed class CostTests(StudioFixture studio)
{
    private static readonly object s_shape = new
    {
        layers = 32, width = 4096, heads = 32, keyValueHeads = 8, headSize = 128, hiddenWidth = 14336, vocabulary = 128256, maxPositions = 8192, isGated = true,
    };

    [Theory]
    [InlineData("tiny-encoder"), InlineData("tiny-decoder"), InlineData("tiny-long")]
    public async Task Cost_Model_IsWhatTheCountingSays(string name)
    {
        (HttpStatusCode status, JsonElement json) = await Ask(new { model = name, context = "3k", batch = 3, variants = new[] { new { cache = "f32" } } });
        Assert.Equal(HttpStatusCode.OK, status);
        using LanguageModel model = ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", name));
        CostSubject subject = CostSubject.Of(model);
        var cost = new CostModel(subject.Blueprint, CostVariant.AsIs, subject.StoredBytes);
        JsonElement variant = json.GetProperty("variants")[0];
        Same(cost.At(3 * 1024, 3), variant.GetProperty("at"));
        long[] contexts = [.. json.GetProperty("contexts").EnumerateArray().Select(context => context.GetInt64())];
        Assert.Equal(1 << 20, contexts[^1]);
        for (int i = 0; i < contexts.Length; i++) Same(cost.At(contexts[i], 3), variant.GetProperty("points")[i]);
        Assert.Equal((double)cost.WeightBytes, variant.GetProperty("weightBytes").GetDouble());
        CostCrossings crossings = CostCrossings.Of(cost, 3, Calibration.Memory);
        Assert.Equal(crossings.PrefillAttention, variant.GetProperty("crossings").GetProperty("prefillAttention").GetInt64());
        Assert.Equal(crossings.ScoresOverGibibyte, variant.GetProperty("crossings").GetProperty("scoresOverGibibyte").GetInt64());

        void Same(CostPoint expected, JsonElement got)
        {
            Assert.Equal(expected.Context, got.GetProperty("context").GetInt64());
            Assert.Equal((double)expected.Prefill.Total, got.GetProperty("prefill").GetDouble());
            Assert.Equal(expected.Prefill.AttentionShare, got.GetProperty("prefillShare").GetDouble());
            Assert.Equal((double)expected.CacheBytes, got.GetProperty("cacheBytes").GetDouble());
            Assert.Equal((double)expected.RollingCacheBytes, got.GetProperty("rollingCacheBytes").GetDouble());
            Assert.Equal((double)expected.ScoreBytes, got.GetProperty("scoreBytes").GetDouble());
            Assert.Equal(expected.IsBeyondWindow, got.GetProperty("isBeyondWindow").GetBoolean());
            Assert.Equal(expected.Token is null, got.GetProperty("token").ValueKind == JsonValueKind.Null);
        }
    }

    [Fact]
    public async Task Cost_VariantsOfAShape_StandInTheOrderAskedFor()
    {
        (_, JsonElement json) = await Ask(new
        {
            shape = s_shape, weights = "q8_0", context = "64k",
            variants = new object[] { new { }, new { window = 4096 }, new { keyValueHeads = 1 }, new { cache = "int8" } },
        });
        string[] names = [.. json.GetProperty("variants").EnumerateArray().Select(variant => variant.GetProperty("name").GetString()!)];
        Assert.Equal(["float16 cache", "window 4096, float16 cache", "1 key-value head, float16 cache", "int8 cache"], names);
        double[] caches = [.. json.GetProperty("variants").EnumerateArray().Select(variant
            => variant.GetProperty("at").GetProperty("rollingCacheBytes").GetDouble())];
        Assert.Equal(caches[0] / 16, caches[1]); // 4k of 64k
        Assert.Equal(caches[0] / 8, caches[2]); // 1 head of 8
        Assert.Equal(caches[0] * 36 / 64, caches[3]); // a float scale for every 32 bytes
        Assert.Equal(8_030_261_248, json.GetProperty("parameters").GetDouble());
        Assert.Equal(8_030_261_248d / 32 * 34, json.GetProperty("variants")[0].GetProperty("weightBytes").GetDouble());
    }

    [Fact]
    public async Task Cost_Config_IsTheModelsOwn()
    {
        string config = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "models/tiny-decoder/config.json"),
            TestContext.Current.CancellationToken);
        (_, JsonElement pasted) = await Ask(new { config });
        (_, JsonElement loaded) = await Ask(new { model = "tiny-decoder" });
        Assert.Equal(Points(loaded), Points(pasted));
        Assert.Equal("GPT2LMHeadModel", pasted.GetProperty("architecture").GetString());

        static string Points(JsonElement json) => string.Join(' ', json.GetProperty("variants")[0].GetProperty("points").EnumerateArray()
            .Select(point => point.GetProperty("prefill").GetRawText() + point.GetProperty("cacheBytes").GetRawText()));
    }

    [Fact]
    public async Task Times_Shape_ArePositiveAndGrow()
    {
        object body = new { shape = s_shape, context = "8k", variants = new object[] { new { }, new { window = 1024 } } };
        using HttpResponseMessage response = await studio.Client.PostAsJsonAsync("/api/cost/times", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        string events = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string result = events[(events.IndexOf("event: result", StringComparison.Ordinal) + "event: result".Length)..].Trim()["data:".Length..];
        JsonElement json = JsonDocument.Parse(result).RootElement;
        foreach (JsonElement variant in json.GetProperty("variants").EnumerateArray())
        {
            double[] seconds = [.. variant.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("prefill").GetDouble())];
            Assert.Equal(seconds.Order(), seconds);
            Assert.True(seconds[0] > 0 && variant.GetProperty("at").GetProperty("token").GetDouble() > 0);
        }
    }

    [Fact]
    public async Task Shapes_All_CanBeCounted()
    {
        JsonElement shapes = await studio.Client.GetFromJsonAsync<JsonElement>("/api/cost/shapes", TestContext.Current.CancellationToken);
        Assert.Equal(KnownShapes.All.Count, shapes.GetArrayLength());
        foreach (JsonElement one in shapes.EnumerateArray())
            Assert.Equal(HttpStatusCode.OK, (await Ask(new { shape = one.GetProperty("shape") })).Status);
    }

    /// <summary>Requests and what is said of them.</summary>
    public static TheoryData<string, string> Bad => new()
    {
        { """{"model":"nobody"}""", "model: expected one of" },
        { """{"model":"tiny-decoder","config":"{}"}""", "one of model, shape and config" },
        { """{"context":"8q"}""", "got '8q'" },
        { """{"context":"2000m"}""", "context: expected 1" },
        { """{"longest":"512"}""", "longest: expected 1k" },
        { """{"batch":0}""", "batch: expected 1" },
        { """{"batch":70000}""", "batch: expected 1" },
        { """{"variants":[{"cache":"f8"}]}""", "cache: expected f32, f16 or int8" },
        { """{"variants":[null]}""", "variants" },
        { """{"model":"tiny-encoder","variants":[{"window":8}]}""", "expected a decoder" },
        { """{"model":"tiny-decoder","variants":[{"window":-8}]}""", "window: expected 1" },
        { """{"model":"tiny-decoder","variants":[{"keyValueHeads":3}]}""", "divisor of the 4 query heads" },
        { """{"config":""}""", "an empty text" },
        { """{"config":"{"}""", "config: expected JSON" },
        { """{"config":"[]"}""", "config: expected a JSON object" },
        { """{"config":"/etc/passwd"}""", "config: expected JSON" },
        { """{"config":"{\"architectures\":[\"<script>alert(1)</script>\"]}"}""", "is not supported" },
        { """{"config":"{\"architectures\":[\"LlamaForCausalLM\"],\"num_hidden_layers\":2000000000}"}""", "expected at most 4096" },
        { """{"config":"{}","weights":"f8"}""", "architectures" },
        { """{"shape":{"layers":0,"width":8,"heads":1,"keyValueHeads":1,"headSize":8,"hiddenWidth":8,"vocabulary":8,"maxPositions":8,"isGated":true}}""",
            "layers: expected 1" },
        { """{"shape":{"layers":1,"width":8,"heads":0,"keyValueHeads":1,"headSize":8,"hiddenWidth":8,"vocabulary":8,"maxPositions":8,"isGated":true}}""",
            "heads: expected 1" },
        { """{"shape":{"layers":1,"width":8,"heads":4,"keyValueHeads":3,"headSize":8,"hiddenWidth":8,"vocabulary":8,"maxPositions":8,"isGated":true}}""",
            "divisor of the 4" },
        { """{"shape":{"layers":1,"width":2000000000,"heads":1,"keyValueHeads":1,"headSize":8,"hiddenWidth":8,"vocabulary":8,"maxPositions":8,"isGated":true}}""", "width: expected 1" },
        { """{"shape":{"layers":1}}""", "width: expected 1" },
        { """{"path":"/etc/passwd"}""", "JSON" },
        { "[]", "JSON" },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Cost_BadRequest_SaysWhatWasExpected(string body, string detail)
    {
        foreach (string path in (string[])["/api/cost", "/api/cost/times"])
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await studio.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
            string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(detail, System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cost_TooMuch_IsRefused()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Ask(new { config = new string(' ', 200_000) })).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Ask(new { variants = Enumerable.Repeat(new { }, 7) })).Status);
    }

    private Task<(HttpStatusCode Status, JsonElement Json)> Ask(object body) => studio.Post("cost", body, TestContext.Current.CancellationToken);
}
