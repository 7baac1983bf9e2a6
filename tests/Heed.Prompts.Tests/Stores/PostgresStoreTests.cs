using Dapper;
using Heed.Prompts.Postgres;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Npgsql;

namespace Heed.Prompts.Tests.Stores;

/// <summary>What a store on PostgreSQL does when the server goes away, and what it refuses.</summary>
public sealed class PostgresStoreTests(PostgresFixture server)
{
    private static readonly Retries s_quick = new([.. Enumerable.Repeat(TimeSpan.FromMilliseconds(20), 200)]);

    [Fact]
    public async Task Append_ServerGoesAwayAndComesBack_LosesNothingAndDoublesNothing()
    {
        PostgresFixture.SkipWithout();
        using var own = new PostgresServer(PostgresServer.Programs!);
        string address = own.NewDatabase();
        using PostgresStore store = PostgresStore.Open(address, s_quick);
        int kept = 0;
        using var half = new ManualResetEventSlim();
        var writer = Task.Run(() =>
        {
            for (; kept < 200; kept++)
            {
                store.Append(Samples.Plain(kept));
                if (kept == 20) half.Set();
            }
        }, TestContext.Current.CancellationToken);
        half.Wait(TestContext.Current.CancellationToken);
        own.Stop();
        own.Start();
        await writer;
        Assert.Equal(200, store.Search(new TraceQuery()).Count);

        own.Stop();
        HeedException gone = Assert.Throws<HeedException>(() => PostgresStore.Open(address, s_quick));
        Assert.Contains("cannot be reached", gone.Message);
    }

    [Fact]
    public void Append_ServerStaysAway_EndsClearly()
    {
        PostgresFixture.SkipWithout();
        using var own = new PostgresServer(PostgresServer.Programs!);
        using PostgresStore store = PostgresStore.Open(own.NewDatabase(), new Retries([TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)]));
        store.Append(Samples.Plain(1));
        own.Stop();
        HeedException gone = Assert.Throws<HeedException>(() => store.Append(Samples.Plain(2)));
        Assert.Contains("tried 3 times", gone.Message);
        Assert.Contains("nothing comes twice", gone.Message);
        own.Start();
        store.Append(Samples.Plain(1), Samples.Plain(2));
        Assert.Equal(2, store.Search(new TraceQuery()).Count);
    }

    [Fact]
    public void Search_ShortText_FindsTracesFromBeforeThereWereParts()
    {
        string address = server.NewDatabase();
        using PostgresStore store = PostgresStore.Open(address, s_quick);
        store.Append([.. Enumerable.Range(0, 300).Select(Samples.Plain)]);
        store.Append(Samples.Plain(1000) with { Output = "zq" });
        using NpgsqlConnection other = Connect(address);
        other.Execute("update heed_traces set part = 0 where id = '00001000'");
        Assert.Equal("00001000", Assert.Single(store.Search(new TraceQuery { Text = "zq" }).Traces).Id);
    }

    [Fact]
    public void Append_ConnectionIsEnded_TriesAgain()
    {
        string address = server.NewDatabase();
        using PostgresStore store = PostgresStore.Open(address, s_quick);
        for (int i = 0; i < 5; i++)
        {
            store.Append(Samples.Plain(i));
            using NpgsqlConnection other = Connect(address);
            other.Execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        }
        Assert.Equal(5, store.Search(new TraceQuery()).Count);
    }

    [Fact]
    public void Open_NewerSchema_IsRefused()
    {
        string address = server.NewDatabase();
        PromptStores.Open(address).Dispose();
        using (NpgsqlConnection connection = Connect(address)) connection.Execute("insert into heed_schema (version) values (1000)");
        Assert.Contains("a newer Heed", Assert.Throws<HeedException>(() => PromptStores.Open(address)).Message);
    }

    [Fact]
    public void Open_ManyAtOnce_MigratesOnce()
    {
        string address = server.NewDatabase();
        Parallel.For(0, 6, _ => PromptStores.Open(address).Dispose());
        using NpgsqlConnection connection = Connect(address);
        Assert.Equal([1, 2, 3], connection.Query<int>("select version from heed_schema order by version"));
        Assert.Equal(1, connection.ExecuteScalar<long>("select count(*) from pg_indexes where indexname = 'heed_traces_haystack'"));
    }

    [Fact]
    public void Search_ManyTraces_CountsSoFarAndNoFurther()
    {
        using IPromptStore store = PromptStores.Open(server.NewDatabase());
        store.Append([.. Enumerable.Range(0, 300).Select(Samples.Plain)]);
        TracePage common = store.Search(new TraceQuery { Text = "answer", CountAtMost = 100, Skip = 150, Take = 3 });
        Assert.Equal((100, false), (common.Count, common.IsCountExact));
        Assert.Equal(["00000149", "00000148", "00000147"], common.Traces.Select(trace => trace.Id));
        TracePage rare = store.Search(new TraceQuery { Text = "answer 7", CountAtMost = 100, Skip = 28, Take = 5 });
        Assert.Equal((30, true), (rare.Count, rare.IsCountExact));
        Assert.Equal(["00000017", "00000007"], rare.Traces.Select(trace => trace.Id));
    }

    [Theory]
    [InlineData("postgres://", "database")]
    [InlineData("postgres://x/y?colour=red", "'colour'")]
    [InlineData("postgres://x/y?sslmode=perhaps", "'perhaps'")]
    [InlineData("postgres://u:p@ss:w@x/y", "%40")]
    public void Open_BadAddress_IsRefused(string address, string part)
        => Assert.Contains(part, Assert.Throws<HeedException>(() => PromptStores.Open(address)).Message);

    [Fact]
    public void Open_Password_IsInNoMessage()
    {
        HeedException error = Assert.Throws<HeedException>(() => PromptStores.Open("postgres://me:very%40secret@127.0.0.1:1/db"));
        Assert.Contains("postgres://me@127.0.0.1:1/db", error.Message);
        Assert.DoesNotContain("secret", error.ToString());
    }

    [Fact]
    public void Parse_Address_IsReadAsLibpqDoes()
    {
        NpgsqlConnectionStringBuilder settings = PostgresAddress.Parse("postgresql://me:a%2Fb@db.example:6543/my%20db?sslmode=verify-full&connect_timeout=3");
        Assert.Equal(("me", "a/b", "db.example", 6543, "my db", SslMode.VerifyFull, 3),
            (settings.Username, settings.Password, settings.Host, settings.Port, settings.Database, settings.SslMode, settings.Timeout));
    }

    private static NpgsqlConnection Connect(string address)
    {
        var connection = new NpgsqlConnection(PostgresAddress.Parse(address).ConnectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }
}
