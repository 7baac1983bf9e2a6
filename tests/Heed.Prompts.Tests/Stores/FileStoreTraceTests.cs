namespace Heed.Prompts.Tests.Stores;

public sealed class FileStoreTraceTests : TraceStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override string Address => _folder.File("store");
}
