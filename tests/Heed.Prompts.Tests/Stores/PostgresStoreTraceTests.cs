namespace Heed.Prompts.Tests.Stores;

public sealed class PostgresStoreTraceTests(PostgresFixture server) : TraceStoreContract
{
    protected override string Address { get; } = server.NewDatabase();
}
