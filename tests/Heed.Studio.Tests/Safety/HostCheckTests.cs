using System.Net;

namespace Heed.Studio.Tests.Safety;

/// <summary>Only the studio's own pages may ask.</summary>
public sealed class HostCheckTests(StudioFixture studio)
{
    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example:80", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.168.1.5", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Host_OfAnotherName_IsRefused(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
        request.Headers.Host = host;
        Assert.Equal(expected, await Status(request));
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("https://127.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task Origin_OfAnotherSite_IsRefused(string origin, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
        request.Headers.TryAddWithoutValidation("Origin", origin.Length > 0 ? origin : studio.Address);
        Assert.Equal(expected, await Status(request));
    }

    [Theory]
    [InlineData("/api/about", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("/api/about", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("/api/about", "same-origin", HttpStatusCode.OK)]
    [InlineData("/api/about", "none", HttpStatusCode.OK)]
    public async Task FetchSite_OfAnotherSite_IsRefused(string path, string site, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        Assert.Equal(expected, await Status(request));
    }

    private async Task<HttpStatusCode> Status(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await studio.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
