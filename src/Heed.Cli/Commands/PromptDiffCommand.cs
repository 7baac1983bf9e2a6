using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;
using Heed.Prompts.Versions.Diffs;

namespace Heed.Cli.Commands;

/// <summary><c>heed prompt diff OLD [NEW]</c>: what changed between two versions.</summary>
internal static class PromptDiffCommand
{
    public static Command Create()
    {
        var old = new Argument<string>("old") { Description = "NAME@VERSION; a NAME alone stands for the version before the latest." };
        var @new = new Argument<string?>("new") { Description = "A version of the same prompt, or NAME@VERSION; the latest where left out.",
            Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<bool>("--file") { Description = "Compare with the prompt's file as it is now." };
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("diff", "Show what changed between two versions: lines and words, parameters, model.") { old, @new, file, store.Store,
            json, noColor };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            var registry = new PromptRegistry(opened);
            PromptReference reference = PromptReference.Parse(result.GetValue(old)!);
            string? other = result.GetValue(@new);
            if (other is not null && result.GetValue(file)) throw new HeedException("file: expected one version where the file is the other; got two.");
            (string Name, PromptVersion Version) from, to;
            if (result.GetValue(file))
            {
                RecordedVersion version = registry.Resolve(reference);
                string path = version.Source ?? throw new HeedException($"file: {Named(version)} came from no file.");
                (from, to) = ((Named(version), version.Content), (path, version.Content with { Text = PromptSource.Read(path) }));
            }
            else
            {
                RecordedVersion latest = registry.Resolve(other is null ? new PromptReference(reference.Prompt, PromptReference.Latest)
                    : other.Contains('@') ? PromptReference.Parse(other) : new PromptReference(reference.Prompt, other));
                IReadOnlyList<RecordedVersion> versions = registry.Existing(reference.Prompt);
                RecordedVersion before = reference.Which != PromptReference.Latest ? registry.Resolve(reference)
                    : versions.LastOrDefault(version => version.Number < latest.Number)
                        ?? throw new HeedException($"diff: '{PromptView.OneLine(reference.Prompt, 60)}' has only one version; there is nothing to "
                            + $"compare it with.");
                (from, to) = ((Named(before), before.Content), (Named(latest), latest.Content));
            }
            IReadOnlyList<ParameterChange> changes = ParameterChange.Between(from.Version, to.Version);
            IReadOnlyList<DiffLine> lines = TextDiff.Lines(from.Version.Text, to.Version.Text);
            if (result.GetValue(json))
            {
                PromptDiffJson.Write(from.Name, to.Name, changes, lines);
                return;
            }
            if (from.Version.Hash == to.Version.Hash) Console.WriteLine($"{from.Name} and {to.Name} are the same.");
            else
            {
                Spectre.Console.IAnsiConsole console = Terminal.Create(result.GetValue(noColor));
                // A program that reads lines wants them whole.
                if (Console.IsOutputRedirected) console.Profile.Width = int.MaxValue / 2;
                Console.WriteLine($"--- {from.Name}\n+++ {to.Name}");
                PromptView.Diff(console, console.HasColors(), changes, lines);
                if (changes.Count == 0 && lines.All(line => line.Kind == DiffKind.Same)) Console.WriteLine("Only the ends of lines differ.");
            }
        });
        return command;
    }

    private static string Named(RecordedVersion version) => $"{PromptView.OneLine(version.Prompt, 60)}@{version.Number} ({version.Content.ShortId})";
}
