using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Heed.Studio;

/// <summary>The front end as it was built into this assembly, compressed once. A name that is not in it is not found: nothing here reads the file system.</summary>
internal static class WebFiles
{
    private const string Prefix = "web/";

    private static readonly Dictionary<string, Lazy<WebFile>> s_files = Find();

    /// <summary>Whether the front end was built.</summary>
    public static bool AreThere => s_files.ContainsKey("index.html");

    /// <summary>The names of all files.</summary>
    public static IEnumerable<string> Names => s_files.Keys;

    /// <summary>A file's bytes.</summary>
    /// <exception cref="HeedException">It was not built.</exception>
    public static byte[] Read(string name) => s_files.TryGetValue(name, out Lazy<WebFile>? file) ? file.Value.Bytes : throw new HeedException(Missing);

    /// <summary>What is missing where the front end is.</summary>
    public const string Missing = "studio: this build of Heed has no pages: Node.js 20.19 or newer was not there when it was built. Install Node.js (with npm) and build Heed again.";

    /// <summary>Answers requests for files and pages; what is not among them goes on to the API.</summary>
    public static Task Serve(HttpContext context, RequestDelegate next)
    {
        PathString path = context.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi") || path == "/tones.css") return next(context);
        string name = path.Value!.TrimStart('/');
        if (name.Length == 0) name = "index.html";
        if (!s_files.TryGetValue(name, out Lazy<WebFile>? found))
            return Safety.Refusal.Write(context, StatusCodes.Status404NotFound, "Not found", "There is no such page. The studio begins at /.");
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }
        WebFile file = found.Value;
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = file.Tag;
        headers.Vary = HeaderNames.AcceptEncoding;
        // Vite puts a hash of the content into the names of what it builds.
        headers.CacheControl = name.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (context.Request.Headers.IfNoneMatch.ToString() == file.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        bool brotli = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (brotli) headers.ContentEncoding = "br";
        byte[] bytes = brotli ? file.Compressed : file.Bytes;
        context.Response.ContentType = TypeOf(name);
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    private static Dictionary<string, Lazy<WebFile>> Find()
    {
        Assembly assembly = typeof(WebFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => new Lazy<WebFile>(() => Load(assembly, name)), StringComparer.Ordinal);
    }

    private static WebFile Load(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        using var compressed = new MemoryStream();
        // Level 5 is a few milliseconds for all files together; the highest would be seconds.
        using (var brotli = new BrotliStream(compressed, new BrotliCompressionOptions { Quality = 5 }, leaveOpen: true)) brotli.Write(bytes);
        return new WebFile(bytes, compressed.ToArray(), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
    }

    private sealed record WebFile(byte[] Bytes, byte[] Compressed, string Tag);
}
