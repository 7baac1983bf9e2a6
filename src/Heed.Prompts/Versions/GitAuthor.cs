using System.ComponentModel;
using System.Diagnostics;

namespace Heed.Prompts.Versions;

/// <summary>Who records versions and moves labels: as git would say it, else the name the user is logged in by.</summary>
public static class GitAuthor
{
    /// <summary><c>GIT_AUTHOR_NAME</c>, else git's <c>user.name</c> in a folder, else the user's name.</summary>
    public static string Name(string folder)
    {
        if (Environment.GetEnvironmentVariable("GIT_AUTHOR_NAME") is { Length: > 0 } given) return given;
        return Ask(folder) is { Length: > 0 } configured ? configured : Environment.UserName;
    }

    private static string? Ask(string folder)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["config", "user.name"])
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            });
            string? name = git?.StandardOutput.ReadToEnd().Trim();
            git?.WaitForExit();
            return name;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException)
        {
            return null; // no git here
        }
    }
}
