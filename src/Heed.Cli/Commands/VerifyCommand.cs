using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Models.Verification;

namespace Heed.Cli.Commands;

/// <summary><c>heed verify PATH</c>: checks Heed against reference numbers.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "A folder of reference cases; see docs/verify.md." };
        var verbose = new Option<bool>("--verbose") { Description = "Print a line for every case." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("verify", "Check Heed against reference numbers.") { path, verbose, json };
        command.SetAction((result, cancellation) =>
        {
            bool asJson = result.GetValue(json), all = result.GetValue(verbose);
            VerificationReport report = Verifier.Run(result.GetValue(path)!, asJson || !all ? null : WriteCase, cancellation);
            if (asJson) WriteJson(report);
            else WriteText(report, all);
            return Task.FromResult(report.Failed > 0 ? 1 : 0);
        });
        return command;
    }

    private static void WriteCase(CaseResult result) => Console.WriteLine($"{Word(result.Status)}  {result.Name}  {result.Detail}");

    private static void WriteText(VerificationReport report, bool verbose)
    {
        if (!verbose)
            foreach (CaseResult failed in report.Cases.Where(c => c.Status == CaseStatus.Failed)) WriteCase(failed);
        var skipped = report.Cases.Where(c => c.Status == CaseStatus.Skipped).GroupBy(c => c.Detail).OrderByDescending(g => g.Count()).ToList();
        if (skipped.Count > 0) Console.WriteLine("skipped, not supported yet:");
        foreach (var group in skipped) Console.WriteLine($"  {group.Count(),5}  {group.Key}");
        if (report.Disputed > 0) Console.WriteLine($"{report.Disputed} cases are disputed by the references and left out");
        Console.WriteLine($"{report.Passed} passed, {report.Failed} failed, {report.Skipped} skipped");
    }

    private static void WriteJson(VerificationReport report)
        => JsonOutput.Write(json =>
        {
            json.WriteNumber("passed", report.Passed);
            json.WriteNumber("failed", report.Failed);
            json.WriteNumber("skipped", report.Skipped);
            json.WriteNumber("disputed", report.Disputed);
            json.WriteStartArray("cases");
            foreach (CaseResult result in report.Cases)
            {
                json.WriteStartObject();
                json.WriteString("name", result.Name);
                json.WriteString("status", Word(result.Status));
                json.WriteString("detail", result.Detail);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });

    private static string Word(CaseStatus status) => status switch
    {
        CaseStatus.Passed => "passed",
        CaseStatus.Failed => "failed",
        _ => "skipped",
    };
}
