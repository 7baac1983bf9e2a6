using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;
using Npgsql;

namespace Heed.Prompts.Postgres;

/// <summary>
/// A store in a PostgreSQL database, for many writers. A connection that breaks is made again and the work repeated; ids are unique, so that nothing comes
/// twice.
/// </summary>
public sealed class PostgresStore : IPromptStore
{
    private readonly Database _database;
    private readonly PostgresTraces _traces;
    private readonly PostgresVersions _versions;

    private PostgresStore(Database database)
    {
        _database = database;
        _traces = new PostgresTraces(database);
        _versions = new PostgresVersions(database);
    }

    /// <inheritdoc/>
    public string Address => _database.Address;

    /// <summary>Makes the addresses of these stores known to <see cref="PromptStores"/>.</summary>
    public static void Register()
    {
        foreach (string scheme in PostgresAddress.Schemes) PromptStores.Add(scheme, Open);
    }

    /// <summary>Opens a store, and makes its tables where they are not there yet.</summary>
    /// <param name="address"><c>postgres://user:password@host:port/database?setting=value</c>.</param>
    /// <exception cref="HeedException">The database cannot be reached, or a newer Heed made its tables.</exception>
    public static IPromptStore Open(string address) => Open(address, Retries.Usual);

    /// <summary>The same with other pauses between tries.</summary>
    /// <exception cref="HeedException">The database cannot be reached, or a newer Heed made its tables.</exception>
    public static PostgresStore Open(string address, Retries retries)
    {
        NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse(address);
        var database = new Database(settings, retries);
        try
        {
            // A wrong address is told at once; a server that goes away later is waited for.
            database.Run(connection =>
            {
                Migrator.Run(connection, database.Address);
                return true;
            }, Retries.None);
            return new PostgresStore(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public byte[] Salt() => _versions.Salt();

    /// <inheritdoc/>
    public void Append(params IReadOnlyList<Trace> traces) => _traces.Append(traces);

    /// <inheritdoc/>
    public void Annotate(params IReadOnlyList<TraceNote> notes) => _traces.Annotate(notes);

    /// <inheritdoc/>
    public Trace? Find(string id) => _traces.Find(id);

    /// <inheritdoc/>
    public IReadOnlyList<TraceNote> Notes(string traceId) => _traces.Notes(traceId);

    /// <inheritdoc/>
    public TracePage Search(TraceQuery query) => _traces.Search(query.Checked());

    /// <inheritdoc/>
    public StoreReport Verify()
    {
        StoreReport traces = _traces.Verify();
        return traces with { Damages = [.. traces.Damages, .. _versions.Damages()] };
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Prompts() => _versions.Prompts();

    /// <inheritdoc/>
    public IReadOnlyList<RecordedVersion> Versions(string prompt) => _versions.Versions(prompt);

    /// <inheritdoc/>
    public IReadOnlyList<LabelEvent> LabelEvents(string prompt) => _versions.LabelEvents(prompt);

    /// <inheritdoc/>
    public RecordedVersion Record(NewVersion version) => _versions.Record(version);

    /// <inheritdoc/>
    public LabelEvent? Move(LabelMove move, Func<LabelPast, LabelTarget> choose) => _versions.Move(move, choose);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
