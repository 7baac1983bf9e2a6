using System.CommandLine;

namespace Heed.Cli.Commands;

/// <summary><c>heed verify PATH</c>: checks Heed against reference numbers.</summary>
internal static class VerifyCommand
{
    public static Command Create() => new("verify", "Check Heed against reference numbers.");
}
