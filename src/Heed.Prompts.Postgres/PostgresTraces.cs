using System.Data;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Heed.Prompts.Traces;
using Npgsql;

namespace Heed.Prompts.Postgres;

/// <summary>Traces in tables.</summary>
/// <param name="database">The database.</param>
internal sealed class PostgresTraces(Database database)
{
    private const string Insert = """
        with added as (
            insert into heed_traces (id, started, started_at, run, prompt, version, label, model, latency_ms, has_error, attributes, haystack, body, part)
            select id, started, started_at, run, prompt, version, label, model, latency_ms, has_error, attributes::jsonb, haystack, body, part
            from unnest(@Ids, @Started, @StartedAt, @Runs, @Prompts, @Versions, @Labels, @Models, @Latencies, @Errors, @Attributes, @Haystacks, @Bodies, @Parts)
                as new (id, started, started_at, run, prompt, version, label, model, latency_ms, has_error, attributes, haystack, body, part)
            on conflict do nothing
            returning id),
        parted as (
            insert into heed_parts (part, bits)
            select part, ('x' || bits)::bit(4096) from unnest(@PartNumbers, @PartBits) as new (part, bits)
            on conflict (part) do update set bits = heed_parts.bits | excluded.bits)
        insert into heed_scores (trace, name, value)
        select trace, name, value from unnest(@ScoreTraces, @ScoreNames, @Scores) as new (trace, name, value) join added on added.id = trace
        """;

    // Of these a page and a count are quickly found on a walk from the newest, and a longer count would go through too much.
    private const int CountOfShort = 1000;

    private readonly TextParts _parts = new();

    private const string NewestFirst = "order by started desc, id collate \"C\" desc offset @skip limit @take";

    public void Append(IReadOnlyList<Trace> traces)
    {
        if (traces.Count == 0) return;
        foreach (Trace trace in traces)
            if (trace.Id.Length == 0 || trace.Id.Contains('\0')) throw new HeedException("trace: expected an id; got none, or one with a NUL.");
        // The same order in every writer: two that add the same ids wait for each other and do not lock each other out.
        Trace[] rows = [.. traces.DistinctBy(trace => trace.Id).OrderBy(trace => trace.Id, StringComparer.Ordinal)];
        (string Trace, string Name, double Value)[] scores = [.. rows.SelectMany(Scores)];
        string[] haystacks = Column(trace => Attributes.Clean(TraceText.Haystack(trace)));
        long[] parts = _parts.Of(rows.Length);
        var bits = new Dictionary<long, TextBits>();
        foreach ((long part, string haystack) in parts.Zip(haystacks)) (bits.TryGetValue(part, out TextBits? known) ? known : bits[part] = new TextBits()).Add(haystack);
        var values = new
        {
            Ids = Column(trace => trace.Id), Started = Column(trace => trace.Started.UtcTicks), StartedAt = Column(trace => trace.Started.UtcDateTime),
            Runs = Column(trace => Clean(trace.RunId)), Prompts = Column(trace => Clean(trace.PromptName)),
                Versions = Column(trace => Clean(trace.PromptVersion)),
            Labels = Column(trace => Clean(trace.Label)), Models = Column(trace => Clean(trace.Model)), Latencies = Column(trace => trace.LatencyMs),
            Errors = Column(trace => trace.Error is not null), Attributes = Column(Attributes.Of),
            Haystacks = haystacks, Parts = parts, PartNumbers = bits.Keys.ToArray(), PartBits = bits.Values.Select(one => one.ToString()).ToArray(),
            Bodies = Column(trace => JsonBody.Of(json => TraceJson.Write(json, trace))),
            ScoreTraces = scores.Select(score => score.Trace).ToArray(), ScoreNames = scores.Select(score => score.Name).ToArray(),
            Scores = scores.Select(score => score.Value).ToArray(),
        };
        database.Run(connection => connection.Execute(Insert, values));

        T[] Column<T>(Func<Trace, T> value) => [.. rows.Select(value)];

        static string? Clean(string? text) => text is null ? null : Attributes.Clean(text);
    }

    public void Annotate(IReadOnlyList<TraceNote> notes)
    {
        if (notes.Count == 0) return;
        database.Change((connection, transaction) =>
        {
            foreach (IGrouping<string, TraceNote> group in notes.GroupBy(note => note.TraceId).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                // Held to the end: notes of one trace are added one after the other, and the column holds what all of them say.
                string body = connection.ExecuteScalar<string>("select body from heed_traces where id = @Key for update", new { group.Key }, transaction)
                    ?? throw new HeedException($"trace: there is none with the id '{group.Key}'.");
                foreach (TraceNote note in group)
                    connection.Execute("insert into heed_notes (id, trace, at, body) values (@Id, @TraceId, @At, @Body) on conflict do nothing",
                        new { note.Id, note.TraceId, At = note.At.UtcTicks, Body = JsonBody.Of(json => TraceNoteJson.Write(json, note)) }, transaction);
                Trace noted = JsonBody.Read(body, TraceJson.Read).With(Notes(connection, transaction, [group.Key])[group.Key]);
                connection.Execute("delete from heed_scores where trace = @Key", new { group.Key }, transaction);
                foreach ((string id, string name, double score) in Scores(noted))
                    connection.Execute("insert into heed_scores (trace, name, value) values (@id, @name, @score)", new { id, name, score }, transaction);
                connection.Execute("update heed_traces set attributes = @Attributes::jsonb where id = @Key",
                    new { Attributes = Attributes.Of(noted), group.Key }, transaction);
            }
            return true;
        });
    }

    public Trace? Find(string id) => database.Run(connection
        => connection.ExecuteScalar<string>("select body from heed_traces where id = @id", new { id = Attributes.Clean(id) }) is { } body
            ? Read(connection, null, [body]).Single() : null);

    public IReadOnlyList<TraceNote> Notes(string traceId)
        => database.Run(connection => Notes(connection, null, [Attributes.Clean(traceId)])[traceId].ToArray());

    public TracePage Search(TraceQuery query)
    {
        Conditions conditions = Conditions.Of(query);
        return database.Run(connection =>
        {
            // One state of the table for count and page.
            using NpgsqlTransaction transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            // To compile a query costs more than it takes.
            connection.Execute("set local jit = off", transaction: transaction);
            long counted = query.CountAtMost;
            if (conditions.ShortText is { } text)
            {
                counted = Math.Min(counted, CountOfShort);
                conditions = Narrowed(conditions, text, connection, transaction);
            }
            conditions.Values.Add("skip", query.Skip);
            conditions.Values.Add("take", query.Take);
            conditions.Values.Add("counted", counted + 1);
            long count = connection.ExecuteScalar<long>(
                $"select count(*) from (select 1 from heed_traces where {conditions.Sql} limit @counted) as counted", conditions.Values, transaction);
            bool isExact = count <= counted;
            string[] bodies = query.Take == 0 || (isExact && query.Skip >= count) ? []
                : [.. connection.Query<string>(Page(conditions, isRare: isExact), conditions.Values, transaction)];
            return new TracePage(Read(connection, transaction, bodies), Math.Min(count, counted), isExact);
        });
    }

    // Where a text may stand, unless that is nearly everywhere.
    private static Conditions Narrowed(Conditions conditions, string text, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        int[] places = [.. TextBits.Places(text)];
        string all = string.Join(" and ", places.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"get_bit(bits, @place{i}) = 1")));
        var values = new DynamicParameters();
        for (int i = 0; i < places.Length; i++) values.Add(string.Create(CultureInfo.InvariantCulture, $"place{i}"), places[i]);
        long[] parts = [.. connection.Query<long>($"select part from heed_parts where {all}", values, transaction)];
        if (parts.Length * 2 > connection.ExecuteScalar<long>("select count(*) from heed_parts", transaction: transaction)) return conditions;
        conditions.Values.Add("parts", parts);
        return conditions with { Sql = $"part = any(@parts) and {conditions.Sql}" };
    }

    public StoreReport Verify() => database.Run(connection =>
    {
        var damages = new List<StoreDamage>();
        foreach ((string table, string body) in connection.Query<(string, string)>("select id, body from heed_traces", buffered: false))
            Try($"heed_traces, {table}", () => JsonBody.Read(body, TraceJson.Read).Id);
        foreach ((string id, string body) in connection.Query<(string, string)>("select id, body from heed_notes", buffered: false))
            Try($"heed_notes, {id}", () => JsonBody.Read(body, TraceNoteJson.Read).Id);
        return new StoreReport(
            connection.ExecuteScalar<long>("select count(*) from heed_traces"), connection.ExecuteScalar<long>("select count(*) from heed_notes"),
            connection.ExecuteScalar<long>("select pg_total_relation_size('heed_traces') + pg_total_relation_size('heed_notes')"), damages);

        void Try(string place, Func<string> read)
        {
            try
            {
                if (!place.EndsWith(", " + read(), StringComparison.Ordinal)) damages.Add(new StoreDamage(place, "it has another id", false));
            }
            catch (Exception error) when (error is JsonException or HeedException)
            {
                damages.Add(new StoreDamage(place, error.Message, false));
            }
        }
    });

    /// <summary>
    /// The newest of what is found. The planner knows little of how often a text, a tag or a score comes, and would walk from the newest to the oldest for a
    /// rare one; so what is rare, as the count showed, is found first and sorted then. What is common is soon met on the walk.
    /// </summary>
    private static string Page(Conditions conditions, bool isRare)
        => conditions.IsLoose && isRare
            ? $"with found as materialized (select id, started from heed_traces where {conditions.Sql}), page as materialized (select id from found "
                + $"{NewestFirst}) "
                + "select body from heed_traces join page using (id) order by started desc, id collate \"C\" desc"
            : $"select body from heed_traces where {conditions.Sql} {NewestFirst}";

    // A score that is no number is found by no bound.
    private static IEnumerable<(string Trace, string Name, double Value)> Scores(Trace trace)
        => trace.Scores.Where(score => !double.IsNaN(score.Value)).Select(score => (trace.Id, Attributes.Clean(score.Key), score.Value))
            .DistinctBy(score => score.Item2);

    private static Trace[] Read(NpgsqlConnection connection, NpgsqlTransaction? transaction, string[] bodies)
    {
        Trace[] traces = [.. bodies.Select(body => JsonBody.Read(body, TraceJson.Read))];
        ILookup<string, TraceNote> notes = Notes(connection, transaction, [.. traces.Select(trace => trace.Id)]);
        return [.. traces.Select(trace => trace.With(notes[trace.Id]))];
    }

    private static ILookup<string, TraceNote> Notes(NpgsqlConnection connection, NpgsqlTransaction? transaction, string[] traces)
        => connection.Query<string>("select body from heed_notes where trace = any(@traces) order by at, id collate \"C\"", new { traces }, transaction)
            .Select(body => JsonBody.Read(body, TraceNoteJson.Read)).ToLookup(note => note.TraceId);
}
