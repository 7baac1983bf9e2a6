using Npgsql;

namespace Heed.Prompts.Postgres;

/// <summary>Connections to a database, and work that is done again when one breaks.</summary>
internal sealed class Database : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Retries _retries;

    public Database(NpgsqlConnectionStringBuilder settings, Retries retries)
    {
        Address = PostgresAddress.Shown(settings);
        _retries = retries;
        _source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>For messages.</summary>
    public string Address { get; }

    /// <summary>Runs something on a connection; it may be run again.</summary>
    /// <exception cref="HeedException">It did not work.</exception>
    public T Run<T>(Func<NpgsqlConnection, T> work) => Run(work, _retries);

    /// <summary>The same with other pauses between tries.</summary>
    /// <exception cref="HeedException">It did not work.</exception>
    public T Run<T>(Func<NpgsqlConnection, T> work, Retries retries) => retries.Run(() =>
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        return work(connection);
    }, Address);

    /// <summary>Runs something in a transaction; it may be run again, and nothing of a run that failed stays.</summary>
    /// <exception cref="HeedException">It did not work.</exception>
    public T Change<T>(Func<NpgsqlConnection, NpgsqlTransaction, T> work) => Run(connection =>
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        T result = work(connection, transaction);
        transaction.Commit();
        return result;
    });

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
