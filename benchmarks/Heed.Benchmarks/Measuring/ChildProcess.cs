using System.Diagnostics;
using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>A process of its own that runs this program and replies with one line of JSON.</summary>
internal static class ChildProcess
{
    /// <summary>Starts it, waits, and reads what it <see cref="Reply"/> said.</summary>
    /// <param name="args">Of the program.</param>
    /// <param name="environment">Variables set for the process.</param>
    /// <exception cref="BenchmarkException">It failed.</exception>
    public static T Run<T>(IEnumerable<string> args, params IEnumerable<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = Command(args);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
            throw new BenchmarkException($"{string.Join(' ', args)}: the process ended with exit code {child.ExitCode}.");
        return JsonSerializer.Deserialize<T>(output)!;
    }

    /// <summary>How it is started.</summary>
    /// <param name="args">Of the program.</param>
    /// <param name="input">Whether it reads from the parent.</param>
    public static ProcessStartInfo Command(IEnumerable<string> args, bool input = false)
    {
        // Started through the host `dotnet`, the program is the assembly; otherwise the program is the host.
        string host = Environment.ProcessPath!;
        bool dotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] program = dotnet ? [Path.Combine(AppContext.BaseDirectory, "Heed.Benchmarks.dll")] : [];
        return new ProcessStartInfo(host, [.. program, .. args]) { RedirectStandardOutput = true, RedirectStandardInput = input };
    }

    /// <summary>In the process: the one line.</summary>
    public static void Reply<T>(T reply) => Console.WriteLine(JsonSerializer.Serialize(reply));
}
