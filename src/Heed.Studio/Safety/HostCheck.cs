using System.Net;
using Microsoft.AspNetCore.Http;

namespace Heed.Studio.Safety;

/// <summary>
/// Answers only requests that are meant for the studio and come from its own pages. A page of another site can make a browser send requests to this machine; the names
/// it used (Host) and where it was loaded from (Origin, Sec-Fetch-Site) tell it apart.
/// </summary>
/// <remarks>Against DNS rebinding and cross-site requests; the headers are those of the Fetch standard and RFC 9110.</remarks>
internal sealed class HostCheck(StudioOptions options, RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!IsOurs(request.Host)) return Refusal.Write(context, StatusCodes.Status421MisdirectedRequest, "Not this host", Expected(context, $"got the host '{request.Host}'"));
        string origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsOurs(origin, request))
            return Refusal.Write(context, StatusCodes.Status403Forbidden, "Another site asked", $"Expected a request from the studio's own pages; this one comes from '{origin}'.");
        // A link from elsewhere may open a page; it may not ask the API anything.
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "cross-site" or "same-site" && (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/api")))
            return Refusal.Write(context, StatusCodes.Status403Forbidden, "Another site asked", "Expected a request from the studio's own pages; a page of another site sent this one.");
        return next(context);
    }

    private bool IsOurs(HostString host)
    {
        if (options.IsLoopback && host.Port is { } port && options.Port != 0 && port != options.Port) return false;
        string name = host.Host.Trim('[', ']');
        if (IPAddress.TryParse(name, out IPAddress? address)) return IPAddress.IsLoopback(address) || !options.IsLoopback;
        if (string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)) return true;
        // Beyond loopback a machine has names, and a proxy before it ports, that cannot be known here; the token is what protects it.
        return !options.IsLoopback && name.Length > 0;
    }

    // Beyond loopback a proxy may add TLS: its pages say https where this server hears http.
    private bool IsOurs(string origin, HttpRequest request)
        => string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || !options.IsLoopback && string.Equals(origin, $"https://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static string Expected(HttpContext context, string got)
        => $"Expected a request for localhost:{context.Connection.LocalPort} or 127.0.0.1:{context.Connection.LocalPort}; {got}.";
}
