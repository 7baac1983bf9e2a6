using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs;

/// <summary>A cell of the matrix as people read it.</summary>
public static class ShownCell
{
    /// <summary><c>[PASS]</c>, <c>[FAIL]</c> or <c>[ERROR]</c>.</summary>
    public static string Tag(RunRow row) => row.Failure switch { FailureReason.None => "[PASS]", FailureReason.Assertion => "[FAIL]", _ => "[ERROR]" };

    /// <summary>The output; empty where there is none.</summary>
    public static string Output(RunRow row) => row.Output.ValueKind == JsonValueKind.Undefined ? row.Answer?.Text ?? "" : ShownValue.Of(row.Output);

    /// <summary>What a grid shows: the output, or what went wrong.</summary>
    public static string Text(RunRow row) => row.Failure switch
    {
        FailureReason.Error => row.Error ?? row.Reason,
        FailureReason.Assertion when row.Reason.Length > 0 => $"{row.Reason}\n---\n{Output(row)}",
        _ => Output(row),
    };
}
