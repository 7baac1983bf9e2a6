namespace Heed.Studio.Tests.Browser;

/// <summary>Where pictures of the pages go: always beside the other artefacts, and with HEED_RECORD=1 into the documentation as well.</summary>
internal static class Screenshots
{
    private static readonly string s_root = Root();

    public static string Artefacts => Path.Combine(s_root, "artifacts", "studio");

    public static string? Documented
    {
        get
        {
            if (Environment.GetEnvironmentVariable("HEED_RECORD") != "1") return null;
            string folder = Path.Combine(s_root, "docs", "studio");
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Heed.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
