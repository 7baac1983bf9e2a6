using Heed.Prompts.Tests.Stores;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Heed.Prompts.Tests.Stores;

/// <summary>
/// The server that all tests share; started by the first test that needs one. Without PostgreSQL those tests are skipped, and counted as skipped.
/// </summary>
public sealed class PostgresFixture : IDisposable
{
    private readonly Lazy<PostgresServer> _server = new(() => new PostgresServer(PostgresServer.Programs!));

    /// <summary>The address of a new database.</summary>
    public string NewDatabase()
    {
        SkipWithout();
        return _server.Value.NewDatabase();
    }

    /// <summary>Skips a test where there is no PostgreSQL.</summary>
    public static void SkipWithout()
        => Assert.SkipWhen(PostgresServer.Programs is null, "PostgreSQL's initdb and pg_ctl are not on this machine; on Debian: apt-get install postgresql");

    public void Dispose()
    {
        if (_server.IsValueCreated) _server.Value.Dispose();
    }
}
