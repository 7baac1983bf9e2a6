using System.Net;
using System.Net.Http.Json;
using Heed.Models;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;

namespace Heed.Studio.Tests.Safety;

public sealed class RunLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_TooMany_AreAnsweredWith429AndTheRestGoesOn()
    {
        using var gate = new ManualResetEventSlim();
        using ModelShelf shelf = Slow(gate);
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Runs = 1, Waiting = 1 }, shelf);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            Task<HttpResponseMessage>[] asked = [.. Enumerable.Range(0, 4).Select(_ => Ask(client, Cancellation))];
            HttpResponseMessage refused = await await Task.WhenAny(asked);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
            Assert.Contains("Try again in a moment", await refused.Content.ReadAsStringAsync(Cancellation));
            gate.Set();
            HttpStatusCode[] all = [.. (await Task.WhenAll(asked)).Select(answer => answer.StatusCode)];
            Assert.Equal(2, all.Count(status => status == HttpStatusCode.OK));
            Assert.Equal(2, all.Count(status => status == HttpStatusCode.TooManyRequests));
        }
    }

    [Fact]
    public async Task Run_WhoseClientWentAway_GivesItsPlaceToTheNext()
    {
        using var gate = new ManualResetEventSlim();
        using ModelShelf shelf = Slow(gate);
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Runs = 1, Waiting = 1 }, shelf);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            using var first = new CancellationTokenSource();
            using var second = new CancellationTokenSource();
            Task<HttpResponseMessage> running = Ask(client, first.Token);
            await Task.Delay(300, Cancellation);
            Task<HttpResponseMessage> waiting = Ask(client, second.Token);
            await Task.Delay(300, Cancellation);
            await second.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            await Task.Delay(300, Cancellation);
            Task<HttpResponseMessage> next = Ask(client, Cancellation);
            await Task.Delay(300, Cancellation);
            gate.Set();
            Assert.Equal(HttpStatusCode.OK, (await next).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        }
    }

    [Fact]
    public async Task Failure_OfOurs_IsAnsweredAndTheServerGoesOn()
    {
        using var shelf = new ModelShelf([new ShelfModel("broken", "", () => throw new InvalidOperationException("secret of the inside"))]);
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0 }, shelf);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            for (int i = 0; i < 3; i++)
            {
                HttpResponseMessage failed = await Ask(client, Cancellation);
                Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
                string text = await failed.Content.ReadAsStringAsync(Cancellation);
                Assert.DoesNotContain("secret", text);
                Assert.Contains("the studio goes on", text);
            }
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/about", Cancellation)).StatusCode);
        }
    }

    [Theory]
    [InlineData("sentence"), InlineData("why"), InlineData("why/answers"), InlineData("why/heads"), InlineData("heads")]
    public async Task Text_OfTooManyTokens_Is413(string path)
    {
        const string text = "The dog saw the cat because it was too big.";
        using ModelShelf shelf = StudioFixture.Shelf();
        int tokens = Heed.Lens.ReadText.Of(shelf.Get(null), text).Length;
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Tokens = 8 }, shelf);
        await using (app)
        {
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            using HttpResponseMessage refused = await client.PostAsJsonAsync($"/api/{path}", new { text }, Cancellation);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
            Assert.Contains($"expected at most 8 tokens; got {tokens}", await refused.Content.ReadAsStringAsync(Cancellation));
        }
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, CancellationToken cancellation)
        => client.PostAsJsonAsync("/api/sentence", new { text = "The dog saw the cat." }, cancellation);

    private static ModelShelf Slow(ManualResetEventSlim gate) => new([new ShelfModel("slow", "", () =>
    {
        gate.Wait(TimeSpan.FromSeconds(30));
        return ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", "tiny-encoder"));
    })]);
}
