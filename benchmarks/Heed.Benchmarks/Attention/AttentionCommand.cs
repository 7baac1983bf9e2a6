namespace Heed.Benchmarks;

/// <summary>The subcommand <c>attention</c>.</summary>
internal static class AttentionCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "attention";

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        if (args is [NarrowLanesChild.Argument]) return NarrowLanesChild.Run();
        if (args is [ColdStartChild.Argument, .. var cold]) return ColdStartChild.Run(cold);
        if (!AttentionOptions.TryParse(args, out AttentionOptions options, out string problem)) return Usage.Refuse(problem);
        try
        {
            using JsonReport? json = options.JsonFile is { } file ? new JsonReport(file) : null;
            object report = options.Measure switch
            {
                AttentionMeasure.Backward => BackwardBenchmark.Run(options),
                AttentionMeasure.Observers => ObserverBenchmark.Run(options),
                AttentionMeasure.Cold => ColdStartBenchmark.Run(options),
                _ => ForwardBenchmark.Run(options),
            };
            json?.Write(report);
            return 0;
        }
        catch (BenchmarkException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
