using Heed.Models.Hub;

namespace Heed.Models.Tests.Hub;

public class HubSettingsTests
{
    private static readonly string _user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Fact]
    public void From_NothingSet_IsThePlaceOfPython()
    {
        HubSettings settings = From(("HF_TOKEN", "x"));
        Assert.Equal(Path.Combine(_user, ".cache", "huggingface", "hub"), settings.CacheFolder);
        Assert.Equal(new Uri("https://huggingface.co/"), settings.Endpoint);
        Assert.False(settings.Offline);
    }

    [Fact]
    public void From_Folders_AreTakenInTheOrderOfPython()
    {
        Assert.Equal("/x/huggingface/hub", From(("XDG_CACHE_HOME", "/x"), ("HF_TOKEN", "t")).CacheFolder);
        Assert.Equal("/h/hub", From(("HF_HOME", "/h"), ("XDG_CACHE_HOME", "/x")).CacheFolder);
        Assert.Equal("/old", From(("HUGGINGFACE_HUB_CACHE", "/old"), ("HF_HOME", "/h")).CacheFolder);
        Assert.Equal("/new", From(("HF_HUB_CACHE", "/new"), ("HUGGINGFACE_HUB_CACHE", "/old"), ("HF_HOME", "/h")).CacheFolder);
        Assert.Equal(Path.Combine(_user, "c"), From(("HF_HUB_CACHE", "~/c"), ("HF_HOME", "/h")).CacheFolder);
    }

    [Fact]
    public void From_Token_IsTheVariableElseTheFile()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(From(("HF_HOME", folder.File(""))).Token);
        File.WriteAllText(folder.File("token"), "hf_file\n");
        Assert.Equal("hf_file", From(("HF_HOME", folder.File(""))).Token);
        Assert.Equal("hf_variable", From(("HF_HOME", folder.File("")), ("HF_TOKEN", " hf_variable ")).Token);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void From_Offline_IsReadAsPythonReadsIt(string value, bool offline)
        => Assert.Equal(offline, From(("HF_HUB_OFFLINE", value), ("HF_HOME", "/h")).Offline);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://host")]
    public void From_EndpointThatIsNoAddress_IsRefused(string endpoint)
        => Assert.Contains("HF_ENDPOINT: expected an address",
            Assert.Throws<HeedException>(() => From(("HF_ENDPOINT", endpoint), ("HF_HOME", "/h"))).Message);

    [Theory]
    [InlineData("org/name", "org/name", "main")]
    [InlineData("gpt2", "gpt2", "main")]
    [InlineData("org/name@v1.0", "org/name", "v1.0")]
    [InlineData("org/name@refs/pr/1", "org/name", "refs/pr/1")]
    public void TryParse_Reference_IsSplit(string text, string repository, string revision)
        => Assert.Equal(new HubReference(repository, revision), HubReference.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("../name")]
    [InlineData("org/..")]
    [InlineData("a/b/c")]
    [InlineData("/org/name")]
    [InlineData("org\\name")]
    [InlineData("org/na--me")]
    [InlineData("org/name@")]
    [InlineData("org/name@../../x")]
    [InlineData("org/name@/x")]
    [InlineData("org/name\n")]
    [InlineData("./org")]
    public void TryParse_NoReference_IsRefused(string text)
    {
        Assert.False(HubReference.TryParse(text, out _));
        Assert.Contains("expected ORG/NAME", Assert.Throws<HeedException>(() => HubReference.Parse(text)).Message);
    }

    private static HubSettings From(params (string Name, string Value)[] variables)
        => HubSettings.From(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
