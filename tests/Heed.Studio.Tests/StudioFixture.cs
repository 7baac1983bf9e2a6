using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Heed.Models;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;

[assembly: AssemblyFixture(typeof(Heed.Studio.Tests.StudioFixture))]

namespace Heed.Studio.Tests;

/// <summary>A studio on the built-in models, at a port of its own, for all tests that do not need one to themselves.</summary>
public sealed class StudioFixture : IAsyncLifetime
{
    private ModelShelf? _shelf;
    private readonly string _folder = Directory.CreateTempSubdirectory("heed-studio-").FullName;
    private WebApplication? _app;

    /// <summary>Where it is: <c>http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Asks it.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The folder of its store.</summary>
    public string StoreFolder => Path.Combine(_folder, ".heed");

    /// <summary>What is in its store.</summary>
    public PromptStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _shelf = Shelf();
        Store = PromptStore.Make(StoreFolder);
        (_app, Address) = await Start(new StudioOptions { Port = 0, Store = StoreFolder }, _shelf);
        Client = new HttpClient { BaseAddress = new Uri(Address) };
    }

    /// <summary>The built-in models.</summary>
    public static ModelShelf Shelf() => new([.. new[] { "tiny-encoder", "tiny-decoder", "tiny-long" }.Select(name =>
        new ShelfModel(name, $"about {name}", () => ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", name))))]);

    /// <summary>Starts one.</summary>
    public static async Task<(WebApplication App, string Address)> Start(StudioOptions options, ModelShelf shelf)
    {
        WebApplication app = StudioServer.Create(options, shelf);
        await app.StartAsync();
        return (app, app.Urls.First());
    }

    /// <summary>POST /api/PATH: the status and the JSON.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> Post(string path, object body, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await Client.PostAsJsonAsync($"/api/{path}", body, cancellation);
        using JsonDocument document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        return (response.StatusCode, document.RootElement.Clone());
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _app.StopAsync(soon.Token);
            await _app.DisposeAsync();
        }
        _shelf?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
