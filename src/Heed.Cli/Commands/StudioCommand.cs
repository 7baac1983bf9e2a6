using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Heed.Models;
using Heed.Studio;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Heed.Cli.Commands;

/// <summary><c>heed studio</c>: opens the studio, a local web page, on the built-in models and any others named.</summary>
internal static class StudioCommand
{
    public static Command Create()
    {
        var model = new Option<string[]>("--model") { Description = "Also show this model, first: a path of a folder or GGUF file, or ORG/NAME as 'heed pull' fetched it. May be given several times." };
        var port = new Option<int>("--port") { Description = "The port; 0 for any that is free.", DefaultValueFactory = _ => new StudioOptions().Port };
        var host = new Option<string>("--host") { Description = "The address to listen at. Anything but loopback lets other machines in, and asks them for a token.", DefaultValueFactory = _ => "127.0.0.1" };
        var token = new Option<string?>("--token") { Description = "What visitors must know; made up where --host is not loopback and none is given." };
        var store = new StoreOptions();
        var command = new Command("studio", "Open the studio: a local web page to look at attention, touch it and see what changes.") { model, store.Store,
            port, host, token };
        command.SetAction(async (result, cancellation) =>
        {
            if (StudioServer.Missing is { } missing) throw new HeedException(missing);
            var options = new StudioOptions
            {
                Port = result.GetValue(port), Address = Address(result.GetValue(host)!), Token = result.GetValue(token),
                Store = result.GetValue(store.Store) is { Length: > 0 } kept ? kept : null,
            };
            if (options.Token is { Length: < 16 } || options.Token is { } text && text.Any(c => !char.IsAsciiLetterOrDigit(c)))
                throw new HeedException("token: expected at least 16 letters and digits, so that it cannot be guessed.");
            if (!options.IsLoopback && options.Token is null) options = options with { Token = RandomNumberGenerator.GetHexString(32, lowercase: true) };
            // A store that was asked for by name and cannot be opened is told before a page is; the usual one is told by its page.
            if (result.GetResult(store.Store) is { Implicit: false }) store.Open(result).Dispose();
            using var shelf = new ModelShelf(Models(result.GetValue(model) ?? []));
            await Run(options, shelf, isGiven: result.GetResult(port) is { Implicit: false }, cancellation);
            return 0;
        });
        return command;
    }

    private static async Task Run(StudioOptions options, ModelShelf shelf, bool isGiven, CancellationToken cancellation)
    {
        WebApplication app = StudioServer.Create(options, shelf);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            // Somebody who asked for no port in particular is not helped by an error about one.
            if (!isGiven)
            {
                await Run(options with { Port = 0 }, shelf, isGiven: true, cancellation);
                return;
            }
            throw new HeedException($"port: {options.Port} is in use by another program. Give --port another one, or 0 for any that is free.", error);
        }
        catch (System.Net.Sockets.SocketException error)
        {
            await app.DisposeAsync();
            throw new HeedException($"host: cannot listen at {options.Address}:{options.Port}: {error.Message}. Give an address of this machine, or a port above 1023.", error);
        }
        await using (app)
        {
            string query = options.Token is { } token ? $"?token={token}" : "";
            Console.WriteLine($"Heed studio: {Shown(app.Urls.First(), options)}/{query}");
            Console.Error.WriteLine("Open it in a browser; Ctrl-C ends it.");
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            catch (OperationCanceledException)
            {
                await app.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(2)).Token);
            }
        }
    }

    private static string Shown(string url, StudioOptions options)
        => options.Address.Equals(IPAddress.Loopback) ? url.Replace("127.0.0.1", "localhost") : url.Replace("0.0.0.0", Environment.MachineName).Replace("[::]", Environment.MachineName);

    private static IPAddress Address(string host)
        => host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out IPAddress? address) ? address
            : throw new HeedException($"host: expected an address such as 127.0.0.1, ::1 or 0.0.0.0; got '{host}'.");

    private static List<ShelfModel> Models(string[] asked)
    {
        var models = new List<ShelfModel>();
        foreach (string name in asked.Distinct(StringComparer.Ordinal).Except(BuiltInModels.Names))
        {
            // What cannot be found is told before a page is opened.
            ModelLocation location = BuiltInModels.Find(name);
            models.Add(new ShelfModel(Name(name), "", () => location.Load(new LoadOptions())) { Source = name, LoadChatTemplate = location.LoadChatTemplate });
        }
        IEnumerable<string> builtIn = BuiltInModels.Names.OrderBy(name => Array.IndexOf(asked, name) is var at and >= 0 ? at : name == BuiltInModels.Encoder ? int.MaxValue - 1 : int.MaxValue);
        foreach (string name in builtIn)
            models.Add(new ShelfModel(name, ModelCard.Read(Path.Combine(BuiltInModels.Folder, name)).About, () => BuiltInModels.Load(name, new LoadOptions())));
        return models;

        string Name(string path)
        {
            string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
            return models.Any(model => model.Name == name) ? path : name;
        }
    }
}
