using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Heed.Cli.Commands;
using Heed.Lens.Metrics;

namespace Heed.Cli;

/// <summary>The commands of <c>heed</c> and the one place where errors become messages and exit codes.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line: 0 when all went well, 1 on an error, 130 when stopped by Ctrl-C or asked to end.</summary>
    public static async Task<int> Run(string[] args)
    {
        // Not a RootCommand: that one is called after the assembly.
        var root = new Command("heed", "Self-attention you can compute, see and trust.")
        {
            new HelpOption(), new VersionOption(),
            StudioCommand.Create(), AttendCommand.Create(), WhyCommand.Create(), HeadsCommand.Create(), PositionCommand.Create(), FaithCommand.Create(), GenerateCommand.Create(),
            FillCommand.Create(), ClassifyCommand.Create(), EmbedCommand.Create(),
            EvalCommand.Create(), CompareCommand.Create(), PromptCommand.Create(), TraceCommand.Create(), DatasetCommand.Create(),
            CostCommand.Create(), TrainCommand.Create(), VerifyCommand.Create(), ModelsCommand.Create(), PullCommand.Create(),
        };
        ParseResult parsed = root.Parse(args);
        string? unknown = Unknown(parsed);
        if (unknown is not null || parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"heed: {unknown ?? Explain(parsed)}");
            Console.Error.WriteLine($"heed: see 'heed {string.Concat(Path(parsed.CommandResult))}--help'.");
            return 1;
        }
        using var stop = new CancellationTokenSource();
        // Commands that cannot stop in between are ended by the system, as ever.
        bool stops = parsed.Action is AsynchronousCommandLineAction;
        using PosixSignalRegistration? interrupt = stops ? PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop) : null;
        using PosixSignalRegistration? terminate = stops ? PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop) : null;
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
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

        // The first Ctrl-C asks the command to stop where nothing is lost; the second ends it at once.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    // Where a command takes texts or paths, an option it does not have would be one of them; behind -- everything is.
    private static string? Unknown(ParseResult parsed)
        => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? null
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
                .FirstOrDefault(token => token is ['-', '-', >= 'a' and <= 'z', ..] && !token.Contains(' ') && !File.Exists(token)) is { } unknown
                ? NoOption(parsed, unknown) : null;

    private static string NoOption(ParseResult parsed, string unknown)
        => $"'{unknown}' is no option of '{parsed.CommandResult.Command.Name}'."
            + (NearestWords.Of(parsed.CommandResult.Command.Options.Select(option => option.Name), unknown.Split('=')[0]) is [var near, ..] ? $" Did you mean {near}?" : "");

    private static string Explain(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [string unknown, ..])
            return parsed.CommandResult is { Parent: null, Command: var root }
                ? $"'{unknown}' is no command or option; the commands are {string.Join(", ", root.Subcommands.Select(command => command.Name))}."
                : unknown.StartsWith('-') ? NoOption(parsed, unknown)
                : $"'{unknown}' is one argument too many for '{parsed.CommandResult.Command.Name}'; put a text of several words in quotes.";
        ParseError error = parsed.Errors[0];
        string expected = error.SymbolResult is not OptionResult { Tokens: [_] } option ? ""
            : Nullable.GetUnderlyingType(option.Option.ValueType) is { } type ? Numbers(type) : Numbers(option.Option.ValueType);
        return expected.Length == 0 ? error.Message : $"{((OptionResult)error.SymbolResult!).Option.Name}: expected {expected}; got {error.SymbolResult.Tokens[0].Value}.";

        static string Numbers(Type type)
            => type == typeof(int) ? "a whole number" : type == typeof(ulong) ? "a whole number of at least 0" : type == typeof(float) || type == typeof(double) ? "a number" : "";
    }

    private static IEnumerable<string> Path(CommandResult result)
        => result.Parent is CommandResult parent ? [.. Path(parent), result.Command.Name + " "] : [];
}
