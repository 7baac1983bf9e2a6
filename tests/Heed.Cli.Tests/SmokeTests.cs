namespace Heed.Cli.Tests;

public class SmokeTests
{
    [Fact]
    public void Runner_Works() => Assert.True(true);
}
