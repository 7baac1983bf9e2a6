using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>What a command line did.</summary>
/// <param name="Exit">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliRun(int Exit, string Output, string Error)
{
    /// <summary>Runs a command line in this process.</summary>
    public static CliRun Of(params string[] args)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        var (newOutput, newError) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            int exit = CommandLine.Run(args).GetAwaiter().GetResult();
            return new CliRun(exit, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output as JSON, after a run without errors.</summary>
    public JsonElement Json()
    {
        AssertWell();
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>Ended well and said nothing on standard error.</summary>
    public CliRun AssertWell()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, Exit);
        return this;
    }

    /// <summary>Ended with 1, nothing on standard output, and one or two lines on standard error that start with <c>heed: </c> and hold the parts.</summary>
    public void AssertRefused(params string[] parts)
    {
        Assert.Equal(1, Exit);
        Assert.Equal("", Output);
        string[] lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 1, 2);
        Assert.All(lines, line => Assert.StartsWith("heed: ", line));
        foreach (string part in parts) Assert.Contains(part, Error);
        Assert.DoesNotContain("   at ", Error);
        Assert.DoesNotContain("Exception", Error);
        Assert.DoesNotContain("System.", Error);
    }
}
