using System.Net;
using System.Net.Http.Headers;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;

namespace Heed.Studio.Tests.Safety;

public sealed class TokenTests
{
    private const string Token = "0123456789abcdef0123";

    [Fact]
    public void Create_BeyondLoopbackWithoutToken_IsRefused()
    {
        using ModelShelf shelf = StudioFixture.Shelf();
        HeedException error = Assert.Throws<HeedException>(() => StudioServer.Create(new StudioOptions { Address = IPAddress.Any }, shelf));
        Assert.Contains("expected a token", error.Message);
    }

    [Fact]
    public async Task Token_NotKnown_LetsNobodyIn()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using ModelShelf shelf = StudioFixture.Shelf();
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Token = Token }, shelf);
        await using (app)
        {
            using var cookies = new HttpClientHandler { AllowAutoRedirect = false };
            using var client = new HttpClient(cookies) { BaseAddress = new Uri(address) };
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/", cancellation)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/about", cancellation)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/?token=0123456789abcdef0124", cancellation)).StatusCode);

            using var bearer = new HttpRequestMessage(HttpMethod.Get, "/api/about");
            bearer.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(bearer, cancellation)).StatusCode);

            // The address that was printed: it sets the cookie, and the token leaves the address.
            HttpResponseMessage opened = await client.GetAsync($"/?token={Token}", cancellation);
            Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
            Assert.Equal("/", opened.Headers.Location!.ToString());
            Assert.Contains("httponly", opened.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", opened.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/about", cancellation)).StatusCode);
        }
    }

    [Theory]
    [InlineData("/?token=", "/")]
    [InlineData("//evil.example/?token=", "/evil.example/")]
    public async Task Token_InAnyAddress_LeadsNowhereElse(string path, string expected)
    {
        using ModelShelf shelf = StudioFixture.Shelf();
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Token = Token }, shelf);
        await using (app)
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            HttpResponseMessage opened = await client.GetAsync(address + path + Token, TestContext.Current.CancellationToken);
            Assert.Equal(expected, opened.Headers.Location!.ToString());
        }
    }

    [Theory]
    [InlineData("https://studio.example:8443", HttpStatusCode.OK)]
    [InlineData("http://studio.example:8443", HttpStatusCode.OK)]
    [InlineData("https://evil.example:8443", HttpStatusCode.Forbidden)]
    public async Task Request_BehindAProxyWithTls_IsOurOwn(string origin, HttpStatusCode expected)
    {
        using ModelShelf shelf = StudioFixture.Shelf();
        (WebApplication app, string address) = await StudioFixture.Start(new StudioOptions { Port = 0, Address = IPAddress.Any, Token = Token }, shelf);
        await using (app)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{new Uri(address).Port}/api/about");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            request.Headers.Host = "studio.example:8443";
            request.Headers.Add("Origin", origin);
            Assert.Equal(expected, (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        }
    }
}
