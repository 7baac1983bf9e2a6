using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Heed.Studio.Safety;

/// <summary>Where a token is set, lets in only those who know it: once as <c>?token=</c> in the address, then as a cookie; programs as a bearer token.</summary>
internal sealed class TokenCheck(StudioOptions options, RequestDelegate next)
{
    // Cookies do not know ports, and another studio on this machine has another token.
    private static string Cookie(HttpContext context) => $"heed-studio-{context.Connection.LocalPort}";

    private readonly byte[] _token = Encoding.UTF8.GetBytes(options.Token ?? "");

    public Task InvokeAsync(HttpContext context)
    {
        if (_token.Length == 0) return next(context);
        HttpRequest request = context.Request;
        if (request.Query["token"].ToString() is { Length: > 0 } shown && IsRight(shown))
        {
            context.Response.Cookies.Append(Cookie(context), shown, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
            // The token leaves the address, so that it is not in links that are passed on.
            // Nor does a path such as //host lead elsewhere.
            context.Response.Redirect(new PathString('/' + request.Path.Value!.TrimStart('/', '\\')).ToUriComponent());
            return Task.CompletedTask;
        }
        string bearer = request.Headers.Authorization.ToString();
        if (bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && IsRight(bearer[7..].Trim())) return next(context);
        if (request.Cookies[Cookie(context)] is { } kept && IsRight(kept)) return next(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Refusal.Write(context, StatusCodes.Status401Unauthorized, "A token is needed", "Expected the token that 'heed studio' printed: open its whole address, with ?token=…");
    }

    private bool IsRight(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _token);
}
