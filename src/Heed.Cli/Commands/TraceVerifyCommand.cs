using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Cli.Commands;

/// <summary><c>heed trace verify</c>: reads the whole store.</summary>
internal static class TraceVerifyCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("verify", "Read the whole store and say what is damaged. Ends with 1 where anything but the end of a file "
            + "is.") { store.Store, json };
        command.SetAction(result =>
        {
            using IPromptStore opened = store.Open(result);
            StoreReport report = opened.Verify();
            if (result.GetValue(json)) WriteJson(report);
            else
            {
                foreach (StoreDamage damage in report.Damages) Console.WriteLine($"{damage.Place}: {damage.Message}");
                Console.WriteLine($"{report.Traces} traces, {report.Notes} notes, {SizeText.Bytes((UInt128)report.Bytes)}; "
                    + $"{(report.Damages.Count == 0 ? "all sound" : $"{report.Damages.Count} damaged")}");
            }
            return report.Damages.All(damage => damage.IsTornTail) ? 0 : 1;
        });
        return command;
    }

    private static void WriteJson(StoreReport report) => JsonOutput.Write(json =>
    {
        json.WriteNumber("traces", report.Traces);
        json.WriteNumber("notes", report.Notes);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteStartArray("damages");
        foreach (StoreDamage damage in report.Damages)
        {
            json.WriteStartObject();
            json.WriteString("place", damage.Place);
            json.WriteString("message", damage.Message);
            json.WriteBoolean("torn_tail", damage.IsTornTail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
