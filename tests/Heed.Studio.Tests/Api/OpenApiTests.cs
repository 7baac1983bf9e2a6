namespace Heed.Studio.Tests.Api;

public sealed class OpenApiTests(StudioFixture studio)
{
    /// <summary>The pages' types are made from the recorded description, so it must be that of the server. HEED_RECORD=1 writes it anew.</summary>
    [Fact]
    public async Task OpenApi_Description_IsTheRecordedOne()
    {
        string served = (await studio.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("HEED_RECORD") == "1")
        {
            string root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "Heed.slnx"))) root = Path.GetDirectoryName(root)!;
            await File.WriteAllTextAsync(Path.Combine(root, "src/Heed.Studio/openapi.json"), served, TestContext.Current.CancellationToken);
            return;
        }
        string recorded = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "openapi.json"), TestContext.Current.CancellationToken);
        Assert.Equal(recorded, served);
    }
}
