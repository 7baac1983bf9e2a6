using System.Text;
using Heed.Lens.Views;
using Heed.Studio.Models;
using Heed.Studio.Pages;
using Heed.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heed.Studio;

/// <summary>
/// The studio as a web server: pages, an API over <c>Heed.Lens</c> and <c>Heed.Prompts</c> described at <c>/openapi/v1.json</c>, and what keeps both safe.
/// </summary>
public static class StudioServer
{
    /// <summary>Sets it up; it listens once it is started.</summary>
    /// <param name="options">Where and how much.</param>
    /// <param name="shelf">The models; owned by the caller.</param>
    /// <exception cref="HeedException">It would listen beyond this machine without a token, or a number is out of range.</exception>
    public static WebApplication Create(StudioOptions options, ModelShelf shelf)
    {
        if (options.Port is < 0 or > 65535) throw new HeedException($"port: expected 0 to 65535; got {options.Port}.");
        if (!options.IsLoopback && string.IsNullOrEmpty(options.Token))
            throw new HeedException($"host: {options.Address} can be reached from other machines; expected a token beside it. Give --token, or leave --host out.");
        // Neither settings files nor environment variables: what the studio does is what it was told.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // what fails at the start is told by whoever starts it
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.AddSingleton(options).AddSingleton(shelf);
        foreach (IStudioPage page in StudioPages.All) page.Add(builder.Services);
        builder.Services.AddRateLimiter(limiter => RunLimit.Add(limiter, options));
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new Microsoft.OpenApi.OpenApiInfo { Title = "Heed studio", Version = "1",
                Description = "What the studio's pages ask. Every number comes from Heed.Lens or Heed.Prompts." };
            document.Servers = [];
            return Task.CompletedTask;
        }));
        // How a request is wrong is told to whoever sent it, here as everywhere.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            foreach (IStudioPage page in StudioPages.All) json.SerializerOptions.TypeInfoResolverChain.Add(page.Json);
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            json.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
        });

        WebApplication app = builder.Build();
        app.Use(ResponseHeaders.Add);
        app.UseMiddleware<FailureBoundary>();
        app.UseMiddleware<HostCheck>();
        app.UseMiddleware<TokenCheck>();
        app.UseStatusCodePages(Refusal.Explain);
        app.Use(WebFiles.Serve);
        app.UseRouting();
        app.UseRateLimiter();
        app.MapOpenApi();
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("studio").RequireRateLimiting(RunLimit.Name);
        foreach (IStudioPage page in StudioPages.All) page.Map(api);
        app.MapGet("/tones.css", () => Results.Bytes(Encoding.UTF8.GetBytes(PageStyle.Tones), "text/css; charset=utf-8")).ExcludeFromDescription();
        return app;
    }

    /// <summary>What is missing where the front end was not built; null where it is there.</summary>
    public static string? Missing => WebFiles.AreThere ? null : WebFiles.Missing;

    /// <summary>The names of all scripts of its pages.</summary>
    public static IEnumerable<string> Scripts
        => WebFiles.Names.Where(name => name.StartsWith("assets/", StringComparison.Ordinal) && name.EndsWith(".js", StringComparison.Ordinal));

    private static void Listen(KestrelServerOptions kestrel, StudioOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.BodyBytes;
        kestrel.Limits.MaxConcurrentConnections = options.Connections;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Listen(options.Address, options.Port);
    }
}
