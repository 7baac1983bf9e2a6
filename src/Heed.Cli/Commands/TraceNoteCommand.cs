using System.CommandLine;
using System.Globalization;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Cli.Commands;

/// <summary><c>heed trace note ID</c>: scores and tags that come later.</summary>
internal static class TraceNoteCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The trace's id." };
        var scores = new Option<string[]>("--score") { Description = "A score, NAME=NUMBER; may come several times." };
        var tags = new Option<string[]>("--tag") { Description = "A tag; may come several times." };
        var store = new StoreOptions();
        var command = new Command("note", "Add scores, tags or words to a trace; the trace itself stays as it was.") { id, scores, tags, store.Message,
            store.Author, store.Store };
        command.SetAction(result =>
        {
            Dictionary<string, double> given = (result.GetValue(scores) ?? []).Select(pair => NameValue.Parse(pair, "score"))
                .ToDictionary(pair => pair.Key, pair => double.TryParse(pair.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                    ? number
                    : throw new HeedException($"score: expected a number for '{pair.Key}'; got '{pair.Value}'."));
            string[] added = result.GetValue(tags) ?? [];
            if (given.Count == 0 && added.Length == 0 && result.GetValue(store.Message)!.Length == 0)
                throw new HeedException("note: expected a --score, a --tag or a --message; got none.");
            using IPromptStore opened = store.Open(result);
            Trace trace = TraceShowCommand.Find(opened, result.GetValue(id)!);
            opened.Annotate(TraceNote.Now(trace.Id, store.AuthorOf(result)) with { Scores = given, Tags = added, Comment = result.GetValue(store.Message)! });
        });
        return command;
    }
}
