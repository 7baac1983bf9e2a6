using System.Globalization;
using Dapper;
using Npgsql;

namespace Heed.Prompts.Postgres;

/// <summary>Brings a database to the schema that this version knows: numbered files, each once and in order, by one process at a time.</summary>
internal static class Migrator
{
    /// <summary>The lock that migrations are made under: "heed" in ASCII.</summary>
    private const long Lock = 0x6865_6564;

    /// <summary>The newest schema that is known.</summary>
    public static int Newest => Files().Max(file => file.Number);

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="HeedException">A newer Heed made the schema.</exception>
    public static void Run(NpgsqlConnection connection, string address)
    {
        // Where all is made nothing is written, so that one who may only read can.
        if (Version(connection) is var there && there == Newest) return;
        Refuse(there, address);
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        connection.Execute("select pg_advisory_xact_lock(@Lock)", new { Lock }, transaction);
        connection.Execute("create table if not exists heed_schema (version integer primary key, applied timestamptz not null default now())",
            transaction: transaction);
        int version = Version(connection);
        Refuse(version, address);
        foreach ((int number, string sql) in Files().Where(file => file.Number > version).OrderBy(file => file.Number))
        {
            connection.Execute(sql, transaction: transaction);
            connection.Execute("insert into heed_schema (version) values (@number)", new { number }, transaction);
        }
        transaction.Commit();
    }

    private static int Version(NpgsqlConnection connection)
        => connection.ExecuteScalar<bool>("select to_regclass('heed_schema') is not null")
            ? connection.ExecuteScalar<int>("select coalesce(max(version), 0) from heed_schema") : 0;

    private static void Refuse(int version, string address)
    {
        if (version > Newest)
            throw new HeedException($"{address}: the store has schema {version}, which a newer Heed made; this one knows schemas up to {Newest}. "
                + $"Update Heed, or name another store.");
    }

    private static IEnumerable<(int Number, string Sql)> Files()
    {
        foreach (string name in typeof(Migrator).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), reader.ReadToEnd());
        }
    }
}
