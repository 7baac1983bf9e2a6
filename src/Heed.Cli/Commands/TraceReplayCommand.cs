using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Answers;
using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;
using Heed.Prompts.Traces.Replay;

namespace Heed.Cli.Commands;

/// <summary><c>heed trace replay ID</c>: does a call again, and says whether every bit is the same.</summary>
internal static class TraceReplayCommand
{
    /// <summary>The exit code where something is not as it was.</summary>
    private const int Differs = 100;

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The trace's id." };
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("replay", "Do a call again and say whether it is bit-identical, or what changed. Ends with 100 where it is not.") { id,
            store.Store, json };
        command.SetAction((result, cancellation) => Task.Run(() =>
        {
            using IPromptStore opened = store.Open(result);
            Trace trace = TraceShowCommand.Find(opened, result.GetValue(id)!);
            TraceReplay.Check(trace);
            using var models = new LocalModels(BuiltInModels.Find, BuiltInModels.Encoder);
            ReplayReport report = TraceReplay.Run(trace, new ModelReplay(models), cancellation);
            if (result.GetValue(json)) WriteJson(report);
            else
                foreach (string line in ReplayText.Lines(report)) Console.WriteLine(line);
            return report.IsIdentical ? 0 : Differs;
        }, cancellation));
        return command;
    }

    private static void WriteJson(ReplayReport report) => JsonOutput.Write(json =>
    {
        json.WriteBoolean("identical", report.IsIdentical);
        json.WriteStartArray("differences");
        foreach (ReplayDifference difference in report.Differences)
        {
            json.WriteStartObject();
            json.WriteString("what", difference.What);
            json.WriteString("was", difference.Was);
            json.WriteString("is", difference.Is);
            json.WriteBoolean("is_result", difference.IsResult);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WritePropertyName("today");
        TraceJson.Write(json, report.Today);
    });
}
