using Spectre.Console;

namespace Heed.Cli.Rendering;

/// <summary>The console as the user wants it: colours only on a terminal, and not where NO_COLOR or <c>--no-color</c> forbid them.</summary>
internal static class Terminal
{
    /// <summary>A console on standard output.</summary>
    public static IAnsiConsole Create(bool noColor)
    {
        bool plain = noColor || Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.Yes : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        if (plain) console.Pipeline.Attach(new PlainText());
        if (Console.IsOutputRedirected) console.Profile.Width = 120;
        return console;
    }

    /// <summary>Whether colours are shown.</summary>
    public static bool HasColors(this IAnsiConsole console) => console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
}
