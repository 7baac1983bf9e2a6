using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Configs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Cli.Commands;

/// <summary>What <c>heed eval</c> is asked: the names of promptfoo's command line where it has them.</summary>
internal sealed class EvalArguments
{
    private const string Latest = "latest";

    /// <summary>The configurations.</summary>
    public Argument<string[]> Config { get; } = new("config")
    {
        Description = "promptfoo configurations or .prompt.yml files; several are joined. promptfooconfig.yaml of this folder where left out.", Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>-o.</summary>
    public Option<string[]> Output { get; } = new("--output", "-o")
    {
        Description = "A file for the results, by its name: .json (promptfoo's, version 3), .yaml, .jsonl, .csv, .html, .junit.xml, .xml, or a folder/ for Microsoft.Extensions.AI.Evaluation; may come several times.",
    };

    /// <summary>--store.</summary>
    public StoreOptions Store { get; } = new();

    /// <summary>--no-cache.</summary>
    public Option<bool> NoCache { get; } = new("--no-cache") { Description = "Compute every answer anew, and keep none." };

    /// <summary>--no-write.</summary>
    public Option<bool> NoWrite { get; } = new("--no-write") { Description = "Keep no run and no traces." };

    /// <summary>--no-table.</summary>
    public Option<bool> NoTable { get; } = new("--no-table") { Description = "Print the sums alone." };

    /// <summary>--json.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print the results as JSON, as -o results.json writes them." };

    /// <summary>--no-color.</summary>
    public Option<bool> NoColor { get; } = new("--no-color") { Description = "Print without colours." };

    /// <summary>--redact.</summary>
    public Option<bool> Redact { get; } = new("--redact") { Description = "Keep no texts: in traces hashes and lengths stand in their places, so that they cannot be replayed; the run and its answers are not kept." };

    /// <summary>--tag.</summary>
    public Option<string[]> Tags { get; } = new("--tag") { Description = "Put on every trace; may come several times." };

    /// <summary>-w.</summary>
    public Option<bool> Watch { get; } = new("--watch", "-w") { Description = "Run again whenever a file beside the configuration changes, until Ctrl-C." };

    /// <summary>-j.</summary>
    public Option<int?> Concurrency { get; } = new("--max-concurrency", "-j") { Description = "Rows at once; 1 where nothing is said, as one row uses all threads." };

    private readonly Option<string[]> _named = new("--config", "-c") { Description = "The same as the argument, as promptfoo has it." };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Take a run up again that was stopped: its id, or the newest where none is given.", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _retry = new("--retry-errors")
    {
        Description = "Do the rows of a run again that had errors: its id, or the newest where none is given.", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _failing = new("--filter-failing") { Description = "Only tests that failed in an earlier run: its results file, its id, or latest." };
    private readonly Option<string?> _errors = new("--filter-errors-only") { Description = "Only tests that had an error in an earlier run: its results file, its id, or latest." };
    private readonly Option<string?> _grader = new("--grader") { Description = "The model that judges where a test names none." };
    private readonly Option<string[]> _environment = new("--env-file", "--env-path")
    {
        Description = "NAME=VALUE lines that templates find under env; may come several times.",
    };

    private readonly Option<string[]> _vars = new("--var", "-v") { Description = "A variable, NAME=VALUE, of every test that does not set it itself; may come several times." };
    private readonly Option<string[]> _prompts = new("--prompts", "-p") { Description = "Prompts, texts or files, in place of the configuration's." };
    private readonly Option<string[]> _providers = new("--providers", "-r") { Description = "Models in place of the configuration's: heed:NAME, echo." };
    private readonly Option<string?> _tests = new("--tests", "-t") { Description = "A file of tests in place of the configuration's." };
    private readonly Option<string?> _prefix = new("--prompt-prefix") { Description = "Stands before every prompt." };
    private readonly Option<string?> _suffix = new("--prompt-suffix") { Description = "Stands behind every prompt." };
    private readonly Option<int?> _repeat = new("--repeat") { Description = "How often every test runs." };
    private readonly Option<double?> _delay = new("--delay") { Description = "A pause before each call, in milliseconds." };
    private readonly Option<string?> _pattern = new("--filter-pattern", "--filter") { Description = "Only tests whose description matches this regular expression." };
    private readonly Option<int?> _first = new("--filter-first-n", "-n") { Description = "Only the first tests." };
    private readonly Option<int?> _sample = new("--filter-sample") { Description = "Only so many tests, drawn." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Which sample is drawn." };
    private readonly Option<string[]> _metadata = new("--filter-metadata") { Description = "Only tests with this metadata, NAME=VALUE; may come several times." };
    private readonly Option<string?> _only = new("--filter-providers") { Description = "Only providers whose id or label matches this regular expression." };

    /// <summary>Puts them on a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Config);
        foreach (Option option in (Option[])
        [
            _named, Output, _pattern, _first, _sample, _seed, _metadata, _only, _failing, _errors, _repeat, NoCache, _vars, Concurrency, _resume, _retry, Watch,
            _prompts, _providers, _tests, _prefix, _suffix, _grader, _environment, _delay, Store.Store, Redact, Tags, NoWrite, NoTable, NoColor, Json,
        ])
            command.Add(option);
    }

    /// <summary>The configurations, or the one of this folder.</summary>
    /// <exception cref="HeedException">There is none.</exception>
    public IReadOnlyList<string> Files(ParseResult result)
        => (string[])[.. result.GetValue(Config) ?? [], .. result.GetValue(_named) ?? []] is { Length: > 0 } named ? named
            : [ConfigReader.FindDefault(".") ?? throw new HeedException("config: expected a promptfooconfig.yaml in this folder, or the path of a configuration; there is none.")];

    /// <summary>What wins over the files.</summary>
    /// <exception cref="HeedException">A variable or a filter is not NAME=VALUE.</exception>
    public ConfigOverrides Overrides(ParseResult result) => new()
    {
        Vars = NamedValues.Of("--var", result.GetValue(_vars)), Prompts = [.. (result.GetValue(_prompts) ?? []).Select(Here)], Providers = result.GetValue(_providers) ?? [], Tests = result.GetValue(_tests) is { } tests ? Here(tests) : null,
        Prefix = result.GetValue(_prefix), Suffix = result.GetValue(_suffix), Repeat = result.GetValue(_repeat), MaxConcurrency = result.GetValue(Concurrency),
        DelayMs = result.GetValue(_delay), Outputs = result.GetValue(Output) ?? [], DescriptionPattern = result.GetValue(_pattern), First = result.GetValue(_first),
        Sample = result.GetValue(_sample), Seed = result.GetValue(_seed), Metadata = NamedValues.Of("--filter-metadata", result.GetValue(_metadata)), ProviderPattern = result.GetValue(_only),
        Cache = result.GetValue(NoCache) ? false : null, Write = result.GetValue(NoWrite) ? false : null,
        Table = result.GetValue(NoTable) ? false : null, Grader = result.GetValue(_grader),
        EnvironmentFiles = [.. (result.GetValue(_environment) ?? []).Select(Path.GetFullPath)],
    };

    /// <summary>The plan without the tests that passed in an earlier run, where one is named.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="plan">All of it.</param>
    /// <param name="find">Finds a run by its file or id.</param>
    /// <exception cref="HeedException">There is no such run.</exception>
    public EvalPlan WithoutPassed(ParseResult result, EvalPlan plan, Func<string, EvalRun> find)
    {
        if (result.GetValue(_failing) is { } failing) plan = EarlierRun.KeepFailed(plan, find(failing));
        return result.GetValue(_errors) is { } errors ? EarlierRun.KeepFailed(plan, find(errors), errorsOnly: true) : plan;
    }

    /// <summary>What the tests that are kept did in an earlier run, for messages.</summary>
    public string WhatWasSought(ParseResult result) => result.GetValue(_errors) is null ? "failed" : "had an error";

    /// <summary>The run whose errors are done again; null for none.</summary>
    public string? Retry(ParseResult result) => result.GetResult(_retry) is { Implicit: false } ? result.GetValue(_retry) ?? Latest : null;

    /// <summary>The run to take up again; null to begin one.</summary>
    public string? Resume(ParseResult result) => result.GetResult(_resume) is { Implicit: false } ? result.GetValue(_resume) ?? Latest : null;

    // A path of the command line is meant from where it was typed; what is not there is looked for beside the configuration.
    private static string Here(string text)
    {
        string path = text.StartsWith("file://", StringComparison.Ordinal) ? text["file://".Length..] : text;
        return File.Exists(path) ? Path.GetFullPath(path) : text;
    }
}
