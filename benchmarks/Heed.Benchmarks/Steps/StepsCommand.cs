using System.Globalization;
using Heed.Lens.Steps;
using Heed.Lens.Steps.Demonstrations;
using Heed.Models;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>steps</c>: how long one head number by number takes on the built-in models, and an edit of it.</summary>
internal static class StepsCommand
{
    private const string Text = "The dog would not sleep in the house because it was too big and the cat saw it there.";

    private static readonly (string Name, StepsEdit Edit)[] s_edits =
    [
        ("score dragged", new StepsEdit { Scores = [new ChangedScore(10, 2, 4)] }),
        ("pair cut", new StepsEdit { Cuts = [new TokenPair(10, 2)] }),
        ("causal mask", new StepsEdit { Mask = StepMask.Causal }),
        ("no positions", new StepsEdit { Positions = false }),
        ("another text", new StepsEdit { Other = "The cat saw the dog." }),
        ("uniform", new StepsEdit { Uniform = true }),
    ];

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        if (args.Length > 1 || args is [not "--quick"]) return Usage.Refuse($"steps: unknown option '{args[^1]}'");
        int calls = args.Length == 1 ? 21 : 101;
        foreach (string name in (string[])["tiny-encoder", "tiny-decoder", "tiny-long"])
        {
            using LanguageModel model = ModelFolder.Load(Path.Combine("models", name));
            HeadSteps steps = HeadSteps.Of(model, Text, 0, 0);
            Console.WriteLine($"{name}, {steps.Tokens.Count} tokens, layer 0 head 0: median ms (largest)");
            Line("all steps", () => HeadSteps.Of(model, Text, 0, 0));
            foreach ((string what, StepsEdit edit) in s_edits) Line(what, () => steps.With(edit));
            foreach (Demonstration one in Demonstration.All) Line(one.Id, () => one.Of(steps, new DemonstrationOptions()));
        }
        return 0;

        void Line(string what, Action action)
        {
            Timing.WarmUp(action);
            Samples samples = Samples.Of(Enumerable.Range(0, calls).Select(_ => Timing.Milliseconds(action)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-22} {samples.MedianMs,8:F2} ({samples.MaxMs:F2})"));
        }
    }
}
