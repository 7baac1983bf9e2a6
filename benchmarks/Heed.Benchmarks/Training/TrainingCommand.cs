using System.Diagnostics;
using Heed.Autograd;
using Heed.Models;
using Heed.Models.Training;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>training</c>: whole training steps (drawing and encoding the texts, forward, backward, optimiser) as a share of the FMA peak.</summary>
internal static class TrainingCommand
{
    private const int WarmUpSteps = 12;
    private const int Rounds = 5;

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        string? file = null;
        bool quick = false;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else return Usage.Refuse($"training: unknown option '{args[i]}'");
        }
        try
        {
            using JsonReport? json = file is null ? null : new JsonReport(file);
            var machine = MachineDescription.Here();
            var peak = new FmaPeak();
            peak.Measure();
            Console.WriteLine(machine);
            var rows = new List<TrainingRow>();
            foreach ((string name, TrainingConfig config) in Configs())
            {
                rows.Add(Measure(name, config, quick ? 6 : 24));
                peak.Measure();
            }
            Console.WriteLine(peak);
            Console.WriteLine($"Training, whole steps; operations: {TrainingOperations.Formula}; filling does not count. Simple: 6 × parameters × tokens");
            Console.WriteLine();
            var table = new TextTable("model", "parameters", "tokens/s", "best", "GFLOP/s", "of peak", "simple GFLOP/s", "of peak");
            foreach (TrainingRow row in rows)
                table.Add(
                    row.Model, $"{row.Parameters:N0}", $"{row.TokensPerS:N0}", $"{row.BestTokensPerS:N0}",
                    $"{row.GflopPerS:F0}", OfPeak(row.GflopPerS), $"{row.SimpleGflopPerS:F0}", OfPeak(row.SimpleGflopPerS));
            table.Print();
            json?.Write(new TrainingReport(machine, peak.AllThreadsGflopPerS, rows));
            return 0;

            string OfPeak(double speed) => $"{100 * speed / peak.AllThreadsGflopPerS:F0} %";
        }
        catch (BenchmarkException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static IEnumerable<(string, TrainingConfig)> Configs()
    {
        string models = Path.Combine(AppContext.BaseDirectory, "configs");
        foreach (string file in Directory.EnumerateFiles(models, "*.yaml").Order(StringComparer.Ordinal))
            // Full length from the first step: what most of a run is like.
            yield return (Path.GetFileNameWithoutExtension(file), TrainingConfigReader.Read(file) with { GrowFrom = 0, GrowUntil = 0 });
        yield return ("gpt2, width 512", new TrainingConfig { File = "", Source = "", Output = "", Family = "gpt2", Layers = 6, Width = 512, Heads = 8, BatchTokens = 8192 });
    }

    private static TrainingRow Measure(string name, TrainingConfig config, int steps)
    {
        var setup = new TrainingSetup(config);
        using Transformer model = Transformer.Create(setup.Blueprint, config.Seed);
        foreach (Tensor parameter in model.Parameters) parameter.RequiresGradient = true;
        using var optimizer = new AdamW(model.Parameters, config.Beta1, config.Beta2, weightDecay: config.WeightDecay);
        BatchPlan plan = setup.Plan();
        var operations = new TrainingOperations(model);
        for (int step = 0; step < WarmUpSteps; step++) Step(step);

        var rates = new List<double>();
        var speeds = new List<double>();
        var simpleSpeeds = new List<double>();
        int next = WarmUpSteps;
        for (int round = 0; round < Rounds; round++)
        {
            long tokens = 0;
            double flops = 0, simple = 0;
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
                foreach (TrainingBatch batch in Step(next++))
                {
                    tokens += batch.RealTokens;
                    flops += operations.Of(batch);
                    simple += operations.SimpleOf(batch);
                }
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            rates.Add(tokens / seconds);
            speeds.Add(flops / seconds / 1e9);
            simpleSpeeds.Add(simple / seconds / 1e9);
        }
        return new TrainingRow(name, operations.Parameters, Median(rates), rates.Max(), Median(speeds), Median(simpleSpeeds));

        static double Median(List<double> values) => values.Order().ElementAt(Rounds / 2);

        IReadOnlyList<TrainingBatch> Step(int step)
        {
            IReadOnlyList<TrainingBatch> batches = plan.Batches(step);
            TrainingStep.Run(model, optimizer, batches, config.LearningRate * 0.1f, config.Clip);
            return batches;
        }
    }
}
