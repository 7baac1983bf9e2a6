using System.ComponentModel;
using System.Diagnostics;

namespace Heed.Benchmarks;

/// <summary>The folder <c>benchmarks/peers</c>, whose npm packages are restored when a peer is asked for.</summary>
internal static class PeerPackages
{
    /// <summary>Starts <paramref name="script"/> of the folder under node, its packages restored, with standard input and output to us.</summary>
    /// <exception cref="BenchmarkException">Node or npm is missing, or the packages cannot be restored.</exception>
    public static Process StartNode(string script)
    {
        string folder = Find();
        Run("node", ["--version"], folder);
        if (!IsRestored(folder)) Restore(folder);
        var start = new ProcessStartInfo("node", [Path.Combine(folder, script)])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "benchmarks", "peers");
            if (File.Exists(Path.Combine(folder, "package-lock.json"))) return folder;
        }
        throw new BenchmarkException("--peers: expected benchmarks/peers/package-lock.json in a folder above the program; run from a checkout.");
    }

    /// <summary>npm writes its own lock file into node_modules last: one that is as new as ours says that ours was followed to the end.</summary>
    private static bool IsRestored(string folder)
        => File.GetLastWriteTimeUtc(Path.Combine(folder, "node_modules", ".package-lock.json"))
            >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));

    // Not `npm ci`: it refuses a lock file that a registry without some platforms' optional packages has written.
    private static void Restore(string folder)
    {
        Console.Error.WriteLine("Restoring benchmarks/peers with npm …");
        (int code, string errors) = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["install", "--ignore-scripts", "--no-save"], folder);
        if (code == 0) return;
        string? reason = errors.Split('\n').FirstOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal));
        throw new BenchmarkException($"--peers: npm install failed in benchmarks/peers: {reason?.Trim() ?? $"exit code {code}"}");
    }

    private static (int Code, string Errors) Run(string program, string[] args, string folder)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, args)
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors.Result);
        }
        catch (Win32Exception)
        {
            throw new BenchmarkException($"--peers: expected node and npm on the PATH; {program} cannot be started.");
        }
    }
}
