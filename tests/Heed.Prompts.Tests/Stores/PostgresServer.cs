using System.Diagnostics;

namespace Heed.Prompts.Tests.Stores;

/// <summary>A PostgreSQL server of a test's own: in a temporary folder, on a socket in it, without a port.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Unprivileged = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("heed-pg-").FullName;
    private readonly string _programs;
    private int _databases;

    /// <summary>Makes and starts one.</summary>
    /// <param name="programs">Where initdb and pg_ctl are.</param>
    public PostgresServer(string programs)
    {
        _programs = programs;
        // The server's programs refuse to run as root.
        if (IsRoot) Run("chown", Unprivileged, _folder);
        RunAs("initdb", "-D", Data, "-A", "trust", "-U", "heed", "-E", "UTF8", "--locale=C", "-N");
        Start();
    }

    /// <summary>Where Debian, or the search path, has the programs; null where there are none.</summary>
    public static string? Programs { get; } = Find();

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes a database; its address.</summary>
    public string NewDatabase()
    {
        string name = $"t{Interlocked.Increment(ref _databases)}";
        RunAs("createdb", "-h", _folder, "-U", "heed", "-T", "template0", name);
        return $"postgres:///{name}?host={_folder}&user=heed";
    }

    /// <summary>Starts it; it takes connections when this returns.</summary>
    public void Start() => RunAs("pg_ctl", "start", "-w", "-s", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o",
        $"-k {_folder} -c listen_addresses= -c fsync=off -c full_page_writes=off");

    /// <summary>Stops it as a crash would.</summary>
    public void Stop() => RunAs("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", Data);

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Find()
    {
        string[] folders = Directory.Exists("/usr/lib/postgresql") ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderDescending()
            .Select(version => Path.Combine(version, "bin"))] : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private void RunAs(string program, params string[] arguments)
    {
        string path = Path.Combine(_programs, program);
        if (IsRoot) Run("setpriv", ["--reuid", Unprivileged, "--regid", Unprivileged, "--clear-groups", path, .. arguments]);
        else Run(path, arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        // The server would keep a pipe open for ever, so its output goes nowhere.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program,
            .. arguments]) { WorkingDirectory = _folder })!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
