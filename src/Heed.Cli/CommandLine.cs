using System.CommandLine;
using Heed.Cli.Commands;

namespace Heed.Cli;

/// <summary>The commands of <c>heed</c> and the one place where errors become messages and exit codes.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line: 0 when all went well, 1 on an error, 130 when stopped by Ctrl-C.</summary>
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Heed: self-attention you can compute, see and trust.")
        {
            AttendCommand.Create(), GenerateCommand.Create(), TrainCommand.Create(), VerifyCommand.Create(), ModelsCommand.Create(),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine($"heed: {error.Message}");
            Console.Error.WriteLine($"heed: see 'heed {string.Join(' ', Path(parsed.CommandResult))}--help'.");
            return 1;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (HeedException error)
        {
            Console.Error.WriteLine($"heed: {error.Message}");
            return 1;
        }
        catch (OperationCanceledException error)
        {
            Console.Error.WriteLine($"heed: {(error.GetType() == typeof(OperationCanceledException) ? error.Message : "stopped.")}");
            return 130;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"heed: {error.Message}");
            return 1;
        }
    }

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult result)
        => result.Command is RootCommand ? [] : [result.Command.Name + " "];
}
