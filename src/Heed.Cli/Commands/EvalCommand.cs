using System.CommandLine;
using System.Globalization;
using Heed.Cli.Rendering;
using Heed.Prompts.Answers;
using Heed.Prompts.Configs;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Cli.Commands;

/// <summary><c>heed eval</c>: runs the tests of a promptfoo configuration, or of a .prompt.yml, on models of this machine.</summary>
internal static class EvalCommand
{
    private const int FailedTests = 100, MostErrors = 5;

    public static Command Create()
    {
        var asked = new EvalArguments();
        var command = new Command("eval", "Test prompts on local models: promptfoo configurations and GitHub's .prompt.yml, with assertions on the model's insides.");
        asked.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(() => Run(asked, result, cancellation), cancellation));
        return command;
    }

    private static int Run(EvalArguments asked, ParseResult result, CancellationToken cancellation)
    {
        using var models = new LocalModels(BuiltInModels.Find, BuiltInModels.Encoder);
        IReadOnlyList<string> files = asked.Files(result);
        if (!result.GetValue(asked.Watch)) return Once(asked, result, Plan(asked, result, files), models, cancellation);
        if (asked.Resume(result) is not null || asked.Retry(result) is not null)
            throw new HeedException("watch: expected either --watch or a run to take up again; got both. A run that is taken up again ends.");
        return Watch(asked, result, files, models, cancellation);
    }

    private static EvalPlan Plan(EvalArguments asked, ParseResult result, IReadOnlyList<string> files)
    {
        EvalPlan plan = ConfigReader.Read(files, asked.Overrides(result));
        foreach (PlanWarning warning in plan.Warnings) Console.Error.WriteLine($"heed: {warning}");
        foreach (var ignored in plan.Columns.Where(column => column.Provider.Model is not null).SelectMany(column =>
            ModelParameters.Read(column.Provider.Config, column.Prompt.Config, column.Provider.Id).Ignored.Select(key => (column.Provider.Id, Key: key))).Distinct())
            Console.Error.WriteLine($"heed: provider {ignored.Id}: '{ignored.Key}' means nothing to a model of this machine and is passed over.");
        // A wrong name is told before the work.
        foreach (string path in plan.Settings.Outputs) ResultWriters.For(path);
        return plan;
    }

    // What is wrong with a file is told, and mended by whoever is watching; the models stay loaded.
    private static int Watch(EvalArguments asked, ParseResult result, IReadOnlyList<string> files, LocalModels models, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(Directory.Exists(files[0]) ? Path.Combine(files[0], "x") : files[0]))!;
        using var watch = new FolderWatch(folder, PromptStores.Folder(result.GetValue(asked.Store.Store)!));
        while (true)
        {
            try
            {
                EvalPlan plan = Plan(asked, result, files);
                foreach (string path in plan.Settings.Outputs) watch.PassOver(path);
                Once(asked, result, plan, models, cancellation);
            }
            catch (HeedException error)
            {
                Console.Error.WriteLine($"heed: {error.Message}");
            }
            Console.Error.WriteLine($"heed: waiting for changes in {folder}; Ctrl-C ends.");
            if (!watch.Wait(cancellation)) return 0;
        }
    }

    private static int Once(EvalArguments asked, ParseResult result, EvalPlan plan, LocalModels models, CancellationToken cancellation)
    {
        string store = result.GetValue(asked.Store.Store)!, folder = PromptStores.Folder(store);
        var runs = new RunFolder(Path.Combine(folder, "runs"));
        int all = plan.Cases.Count;
        plan = asked.WithoutPassed(result, plan, name => NamedRun.Find(name, runs));
        if (plan.Cases.Count == 0)
        {
            Console.Error.WriteLine($"heed: none of the {all} cases {asked.WhatWasSought(result)} in that run; there is nothing to do.");
            return 0;
        }
        if (asked.Retry(result) is not null && asked.Resume(result) is not null)
            throw new HeedException("resume: expected --resume or --retry-errors; got both. The second takes a run up and does its errors again.");
        if (plan.Settings.Write == false && (asked.Retry(result) ?? asked.Resume(result)) is not null)
            throw new HeedException("resume: expected a run that may be written to; got --no-write beside it. Leave one of them out.");
        // Runs and the cache are made of texts: with --redact nothing is kept of them but traces without.
        bool redacts = result.GetValue(asked.Redact);
        if (redacts && (asked.Retry(result) ?? asked.Resume(result)) is not null)
            throw new HeedException("resume: expected a run that is kept; with --redact none is, as runs have texts in them. Leave one of them out.");
        using IPromptStore? kept = plan.Settings.Write == false ? null : PromptStores.Open(store);
        string? retry = asked.Retry(result), resume = retry is not null ? runs.Ended(retry) : asked.Resume(result) is { } id ? runs.Unfinished(id) : null;
        EvalRun run;
        using (var progress = new CountLine("rows"))
        {
            var options = new EvalOptions
            {
                Concurrency = plan.Settings.MaxConcurrency ?? 1, DelayMs = plan.Settings.DelayMs ?? 0, TimeoutMs = plan.Settings.TimeoutMs, MaxTimeMs = plan.Settings.MaxEvalTimeMs,
                Cache = plan.Settings.Cache == false || redacts ? null : new AnswerCache(Path.Combine(folder, "cache")),
                Traces = kept, Redactor = kept is not null && redacts ? new Redactor(kept.Salt()) : null, Tags = result.GetValue(asked.Tags) ?? [],
                RetryErrors = retry is not null, Progress = state => progress.Report(state.Done),
            };
            run = new EvalRunner(models, options).Run(plan, kept is null || redacts ? null : runs, resume, cancellation);
        }
        foreach (var missing in run.Rows.SelectMany(row => row.Missing.Select(name => (row.Column.Prompt.Label, Name: name))).GroupBy(one => one))
            Console.Error.WriteLine($"heed: prompt '{TerminalText.Line(missing.Key.Label, 60)}': {{{{{missing.Key.Name}}}}} has no value in {missing.Count()} of its rows; nothing stands in its place.");
        IGrouping<string?, RunRow>[] errors = [.. run.Rows.Where(row => row.Failure == FailureReason.Error).GroupBy(row => row.Error).OrderByDescending(same => same.Count())];
        foreach (IGrouping<string?, RunRow> same in errors.Take(MostErrors))
            Console.Error.WriteLine($"heed: {same.Count()} row{(same.Count() == 1 ? "" : "s")}: {TerminalText.Line(same.Key ?? "", 400)}");
        if (errors.Length > MostErrors) Console.Error.WriteLine($"heed: {errors.Skip(MostErrors).Sum(same => same.Count())} rows with other errors.");
        foreach (string problem in ColumnSummary.Of(run).SelectMany(column => column.Derived.Problems).Distinct()) Console.Error.WriteLine($"heed: {problem}");
        if (kept is not null && !redacts) ResultWriters.Write(run, runs.ResultsOf(run.Id));
        foreach (string path in plan.Settings.Outputs) ResultWriters.Write(run, path);
        if (redacts) Console.Error.WriteLine("heed: --redact: traces are kept without texts, the run and its answers not at all; -o FILE writes results.");
        return Shown(asked, result, run, kept is null || redacts ? null : folder);
    }

    private static int Shown(EvalArguments asked, ParseResult result, EvalRun run, string? folder)
    {
        if (result.GetValue(asked.Json)) EvalJson.Write(run);
        else EvalMatrix.Write(Terminal.Create(result.GetValue(asked.NoColor)), run, run.Plan.Settings.Table != false);
        foreach (string path in run.Plan.Settings.Outputs) Console.Error.WriteLine($"heed: written: {path}");
        if (folder is not null) Console.Error.WriteLine($"heed: run {run.Id} is kept in {folder}; 'heed compare {run.Id}' compares its columns.");
        RunTotals totals = RunTotals.Of(run.Rows);
        return 100 * totals.PassRate < Number("PROMPTFOO_PASS_RATE_THRESHOLD", 100) ? (int)Number("PROMPTFOO_FAILED_TEST_EXIT_CODE", FailedTests) : 0;
    }

    // The names that pipelines set for promptfoo.
    private static double Number(string variable, double usual)
        => Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text ? usual
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw new HeedException($"{variable}: expected a number; got '{text}'.");
}
