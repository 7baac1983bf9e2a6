using System.Diagnostics;
using Heed.Models;
using Heed.Studio;
using Heed.Studio.Models;
using Microsoft.AspNetCore.Builder;

namespace Heed.Benchmarks;

/// <summary>A studio on the built-in models in a process of its own, as users have it.</summary>
internal sealed class StudioServerProcess : IDisposable
{
    /// <summary>How the parent asks for it.</summary>
    public const string Argument = "--server";

    private static readonly string[] s_models = ["tiny-encoder", "tiny-decoder", "tiny-long"];

    private readonly Process _process;

    private StudioServerProcess(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <summary>Starts one and waits until it listens.</summary>
    /// <exception cref="BenchmarkException">It did not start.</exception>
    public static StudioServerProcess Start()
    {
        var process = Process.Start(ChildProcess.Command([StudioCommand.Name, Argument], input: true))!;
        if (process.StandardOutput.ReadLine() is { } address) return new StudioServerProcess(process, address);
        throw new BenchmarkException("studio: the server did not start.");
    }

    /// <summary>In the process: serves until its standard input ends.</summary>
    public static int Serve()
    {
        using var shelf = new ModelShelf([.. s_models.Select(name => new ShelfModel(name, "", () => ModelFolder.Load(Path.Combine(AppContext.BaseDirectory, "models", name))))]);
        WebApplication app = StudioServer.Create(new StudioOptions { Port = 0 }, shelf);
        app.StartAsync().GetAwaiter().GetResult();
        Console.WriteLine(app.Urls.First());
        Console.In.ReadToEnd();
        app.StopAsync().Wait(TimeSpan.FromSeconds(2));
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }
}
