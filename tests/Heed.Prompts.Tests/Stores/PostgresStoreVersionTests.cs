namespace Heed.Prompts.Tests.Stores;

public sealed class PostgresStoreVersionTests(PostgresFixture server) : VersionStoreContract
{
    protected override string Address { get; } = server.NewDatabase();
}
