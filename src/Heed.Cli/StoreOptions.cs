using System.CommandLine;
using Heed.Prompts.Postgres;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Cli;

/// <summary>The options of every command that opens a store.</summary>
internal sealed class StoreOptions
{
    /// <summary>The variable that names a store where no option does.</summary>
    public const string Variable = "HEED_STORE";

    static StoreOptions() => PostgresStore.Register();

    /// <summary>--store.</summary>
    public Option<string> Store { get; } = new("--store")
    {
        Description = $"Where versions and traces are kept: a folder, or postgres://user@host/database. {Variable} where left out, or else "
            + $"{PromptStores.Usual}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : PromptStores.Usual,
    };

    /// <summary>--author, for commands that change something.</summary>
    public Option<string?> Author { get; } = new("--author") { Description = "Who does it; git's user.name where left out." };

    /// <summary>--message, for commands that change something.</summary>
    public Option<string> Message { get; } = new("--message", "-m") { Description = "Why.", DefaultValueFactory = _ => "" };

    /// <summary>Opens what was asked for.</summary>
    /// <exception cref="HeedException">It cannot be opened.</exception>
    public IPromptStore Open(ParseResult result) => PromptStores.Open(result.GetValue(Store)!);

    /// <summary>Who does it.</summary>
    public string AuthorOf(ParseResult result) => result.GetValue(Author) ?? GitAuthor.Name(Environment.CurrentDirectory);

    /// <summary>A label that moves, with who and why.</summary>
    public LabelMove MoveOf(ParseResult result, string prompt, string label) => new(prompt, label, AuthorOf(result), result.GetValue(Message)!);
}
