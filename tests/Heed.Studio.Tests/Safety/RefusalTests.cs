using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Heed.Studio.Tests.Safety;

/// <summary>Bad requests get clear answers.</summary>
public sealed class RefusalTests(StudioFixture studio)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "expected some words; got an empty text")]
    [InlineData("   ", "expected some words; got an empty text")]
    public async Task Sentence_EmptyText_SaysSo(string text, string expected) => await Refused("sentence", new { text }, HttpStatusCode.BadRequest, expected);

    [Fact]
    public async Task Sentence_UnknownModel_ListsThoseThereAre()
        => await Refused("sentence", new { text = "The dog.", model = "../../etc/passwd" }, HttpStatusCode.BadRequest, "expected one of tiny-encoder, tiny-decoder, tiny-long; got '../../etc/passwd'");

    [Fact]
    public async Task Sentence_BeyondTheWindow_SaysHowLong()
        => await Refused("sentence", new { text = string.Join(' ', Enumerable.Repeat("dog", 5000)) }, HttpStatusCode.BadRequest, "text too long");

    [Fact]
    public async Task Sentence_TextTooLong_Is413()
        => await Refused("sentence", new { text = new string('a', 1_000_001) }, HttpStatusCode.RequestEntityTooLarge, "at most 1000000 characters; got 1000001");

    [Fact]
    public async Task Sentence_NoSuchToken_SaysWhichThereAre()
        => await Refused("sentence", new { text = "The dog.", from = 99 }, HttpStatusCode.BadRequest, "expected a token from 0 to");

    [Fact]
    public async Task Sentence_LoneSurrogate_IsRefused()
        => await RefusedRaw("""{"text":"a \ud83d b"}""", "application/json", HttpStatusCode.BadRequest, "");

    [Fact]
    public async Task Sentence_BodyTooLarge_Is413()
        => await RefusedRaw($$"""{"text":"{{new string('a', 5 << 20)}}"}""", "application/json", HttpStatusCode.RequestEntityTooLarge, "");

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[1,2]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"text\":7}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"text\":\"a\",\"wrong\":1}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("text=a", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task Sentence_NotTheJsonExpected_SaysSo(string body, string type, HttpStatusCode status) => await RefusedRaw(body, type, status, "");

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/..%2f..%2fetc/passwd", HttpStatusCode.NotFound)]
    [InlineData("GET", "/assets/%2e%2e/%2e%2e/Program.cs", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/sentence", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/models/no-such", HttpStatusCode.BadRequest)]
    public async Task Request_OfNothing_IsAnsweredClearly(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await studio.Client.SendAsync(request, Cancellation);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task EveryAnswer_TellsTheBrowserToBeStrict()
    {
        foreach (string path in new[] { "/", "/api/about", "/nothing", "/tones.css" })
        {
            using HttpResponseMessage response = await studio.Client.GetAsync(path, Cancellation);
            string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        }
    }

    private async Task Refused(string path, object body, HttpStatusCode status, string detail)
    {
        (HttpStatusCode got, JsonElement problem) = await studio.Post(path, body, Cancellation);
        Assert.Equal(status, got);
        Assert.Contains(detail, problem.GetProperty("detail").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
    }

    private async Task RefusedRaw(string body, string type, HttpStatusCode status, string detail)
    {
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        // Asked whether it may be sent at all: a body that is refused unread would break the connection under its sender.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sentence") { Content = content };
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage response = await studio.Client.SendAsync(request, Cancellation);
        Assert.Equal(status, response.StatusCode);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        using JsonDocument problem = JsonDocument.Parse(text);
        Assert.Contains(detail, problem.RootElement.GetProperty("detail").GetString());
        // Nothing of our insides.
        Assert.DoesNotContain("   at ", text);
    }
}
