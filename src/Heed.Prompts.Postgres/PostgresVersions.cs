using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;
using Npgsql;

namespace Heed.Prompts.Postgres;

/// <summary>Versions and moves of labels in tables.</summary>
/// <param name="database">The database.</param>
internal sealed class PostgresVersions(Database database) : IVersionStore
{
    private const int SaltBytes = 32;

    /// <inheritdoc/>
    public IReadOnlyList<string> Prompts()
        => database.Run(connection => connection.Query<string>("select distinct prompt from heed_versions")).Order(StringComparer.Ordinal).ToArray();

    /// <inheritdoc/>
    public IReadOnlyList<RecordedVersion> Versions(string prompt) => database.Run(connection => Versions(connection, null, prompt));

    /// <inheritdoc/>
    public IReadOnlyList<LabelEvent> LabelEvents(string prompt) => database.Run(connection => LabelEvents(connection, null, prompt));

    /// <inheritdoc/>
    public RecordedVersion Record(NewVersion version)
    {
        string prompt = version.Prompt;
        if (prompt.Length == 0 || prompt.Contains('\0')) throw new HeedException("prompt: expected a name; got none, or one with a NUL.");
        string hash = version.Content.Hash;
        return database.Change((connection, transaction) =>
        {
            Hold(connection, transaction, prompt);
            IReadOnlyList<RecordedVersion> known = Versions(connection, transaction, prompt);
            if (known.FirstOrDefault(one => one.Hash == hash) is { } there) return there;
            var recorded = new RecordedVersion(prompt, hash, known.Count == 0 ? 1 : known[^1].Number + 1,
                version.Content, VersionJson.Time(DateTimeOffset.UtcNow), version.Author, version.Message) { Source = version.Source };
            connection.Execute("insert into heed_versions (prompt, hash, number, created, body) values (@Prompt, @Hash, @Number, @Created, @Body)",
                new { recorded.Prompt, recorded.Hash, recorded.Number, Created = recorded.Created.UtcDateTime,
                    Body = JsonBody.Of(json => VersionJson.Write(json, recorded)) }, transaction);
            return recorded;
        });
    }

    /// <inheritdoc/>
    public LabelEvent? Move(LabelMove move, Func<LabelPast, LabelTarget> choose) => database.Change((connection, transaction) =>
    {
        Hold(connection, transaction, move.Prompt);
        IReadOnlyList<LabelEvent> events = LabelEvents(connection, transaction, move.Prompt);
        var past = new LabelPast(events.Where(moved => moved.Label == move.Label));
        LabelEvent? moved = past.To(move, choose(past), DateTimeOffset.UtcNow, events.Count == 0 ? null : events[^1].At);
        if (moved is not null)
            connection.Execute("insert into heed_label_events (id, prompt, label, at, body) values (@Id, @Prompt, @Label, @At, @Body)",
                new { moved.Id, moved.Prompt, moved.Label, At = moved.At.UtcDateTime, Body = JsonBody.Of(json => VersionJson.Write(json, moved)) },
                    transaction);
        return moved;
    });

    /// <summary>The secret that redacted texts are hashed with.</summary>
    public byte[] Salt() => database.Run(connection =>
    {
        const string Name = "salt";
        connection.Execute("insert into heed_secrets (name, value) values (@Name, @Value) on conflict do nothing",
            new { Name, Value = RandomNumberGenerator.GetBytes(SaltBytes) });
        return connection.ExecuteScalar<byte[]>("select value from heed_secrets where name = @Name", new { Name })!;
    });

    /// <summary>Versions whose content is not what their hash says.</summary>
    public IEnumerable<StoreDamage> Damages()
        => from prompt in Prompts()
           from version in Versions(prompt)
           where version.Content.Hash != version.Hash
           select new StoreDamage($"heed_versions, {prompt}, {version.Hash}", $"its content has the hash {version.Content.ShortId}: it was changed", false);

    /// <summary>Lets no one else change a prompt until the transaction ends.</summary>
    private static void Hold(NpgsqlConnection connection, NpgsqlTransaction transaction, string prompt)
        => connection.Execute("select pg_advisory_xact_lock(hashtextextended(@prompt, 0))", new { prompt = "heed " + Attributes.Clean(prompt) }, transaction);

    private static RecordedVersion[] Versions(NpgsqlConnection connection, NpgsqlTransaction? transaction, string prompt)
        => Read(connection, transaction, "select body from heed_versions where prompt = @prompt order by number", prompt, VersionJson.ReadVersion);

    private static LabelEvent[] LabelEvents(NpgsqlConnection connection, NpgsqlTransaction? transaction, string prompt)
        => Read(connection, transaction, "select body from heed_label_events where prompt = @prompt order by at, id collate \"C\"", prompt,
            VersionJson.ReadEvent);

    private static T[] Read<T>(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, string prompt, Func<JsonElement, T> read)
        => [.. connection.Query<string>(sql, new { prompt = Attributes.Clean(prompt) }, transaction).Select(body => JsonBody.Read(body, read))];
}
