using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Heed.Prompts.Postgres;
using Heed.Prompts.Stores;

namespace Heed.Prompts.Tests.Stores;

/// <summary>
/// A process of its own that keeps traces, one after the other, and says the id of each when it is kept: the test's own program, asked by a variable.
/// </summary>
internal sealed class TracerProcess : IDisposable
{
    private const string Variable = "HEED_TEST_TRACER";

    private readonly Process _process;

    private TracerProcess(Process process) => _process = process;

    /// <summary>Starts one that keeps some traces from a number on.</summary>
    public static TracerProcess Start(string address, int from, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        // Where the tests are run by dotnet itself, it needs to be told what to run.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(TracerProcess).Assembly.Location);
        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{from};{count};{address}");
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new TracerProcess(Process.Start(start)!);
    }

    /// <summary>The ids that were kept, when it has ended.</summary>
    public string[] Confirmed()
    {
        string[] ids = _process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _process.WaitForExit();
        Assert.Equal(0, _process.ExitCode);
        Dispose();
        return ids;
    }

    /// <summary>Kills it after some were kept; the ids that were kept by then.</summary>
    public List<string> ConfirmedUntilKilled(int after)
    {
        var ids = new List<string>();
        while (ids.Count < after && _process.StandardOutput.ReadLine() is { } id) ids.Add(id);
        _process.Kill();
        while (_process.StandardOutput.ReadLine() is { } id)
            if (id.Length == 8) ids.Add(id);
        _process.WaitForExit();
        return ids;
    }

    public void Dispose() => _process.Dispose();

    /// <summary>Does what the variable asks for before any test could be looked for.</summary>
    [ModuleInitializer]
    internal static void Trace()
    {
        PostgresStore.Register();
        if (Environment.GetEnvironmentVariable(Variable) is not { } asked) return;
        string[] parts = asked.Split(';', 3);
        int from = int.Parse(parts[0], CultureInfo.InvariantCulture), count = int.Parse(parts[1], CultureInfo.InvariantCulture);
        using IPromptStore store = PromptStores.Open(parts[2]);
        for (int i = from; i < from + count; i++)
        {
            // Long ones, so that one is often cut in the middle.
            store.Append(Samples.Plain(i) with { Output = new string('z', 20_000) });
            Console.Out.Write(Samples.Plain(i).Id + "\n");
            Console.Out.Flush();
        }
        Environment.Exit(0);
    }
}
