using System.CommandLine;
using System.Globalization;
using System.Text;
using Heed.Cli.Rendering;
using Heed.Lens.Positions;
using Heed.Models;

namespace Heed.Cli.Commands;

/// <summary><c>heed position FILE</c>: moves a span through a prompt and shows what becomes of the answer.</summary>
internal static class PositionCommand
{
    private const int DefaultSamples = 8;
    private static readonly double[] s_depths = [0, 25, 50, 75, 100];

    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "A YAML or JSON file with span, question and answer; see "
            + "docs/lens.md.", Arity = ArgumentArity.ZeroOrOne };
        var generate = new Option<string?>("--generate") { Description = $"Instead of a file, a task in the tiny language: "
            + $"{string.Join(", ", GeneratedPositions.Kinds)}." };
        var model = new ModelOptions(BuiltInModels.Long);
        var samples = new Option<int>("--samples") { Description = "With --generate, questions to take the means "
            + "over.", DefaultValueFactory = _ => DefaultSamples };
        var seed = new Option<ulong>("--seed") { Description = "With --generate, the seed of the samples." };
        var lengths = new Option<string?>("--lengths") { Description = "Tokens of the prompts, such as 256,1024,4096; in place of the file's. With "
            + "--generate by itself a sixteenth, a quarter and all of the window." };
        var depths = new Option<string?>("--depths") { Description = "Depths of the span in percent, such as 0,50,100; in place of the file's." };
        var svg = new Option<string?>("--svg") { Description = "Also write the curves to this file." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("position", "Move a passage through a long prompt: margin, attention and causal effect by position.")
        {
            file, generate, model.Model, model.Weights, samples, seed, lengths, depths, svg, json, noColor,
        };
        command.SetAction((result, cancellation) =>
        {
            (string? path, string? kind) = (result.GetValue(file), result.GetValue(generate));
            if (path is null == kind is null)
                throw new HeedException($"position: expected either a file or --generate {string.Join('|', GeneratedPositions.Kinds)}; got "
                    + $"{(path is null ? "neither" : "both")}.");
            foreach (Option option in (Option[])[samples, seed])
                if (path is not null && result.GetResult(option) is { Implicit: false }) throw new HeedException($"{option.Name[2..]}: it belongs to "
                    + $"--generate; a file has its own samples.");
            // What can be refused before a model is loaded is.
            PositionTask? given = path is null ? null : PositionFile.Read(path);
            (double[]? sizes, double[]? places) = (Numbers(result.GetValue(lengths), "lengths"), Numbers(result.GetValue(depths), "depths"));
            if (given is { Plan.Unit: PositionUnit.Passages } && (sizes ?? places) is not null)
                throw new HeedException("lengths, depths: the file counts passages, not tokens. Change its \"passages\" and \"positions\".");
            IReadOnlyList<PositionSample>? drawn = kind is null ? null : GeneratedPositions.Samples(kind, result.GetValue(samples), result.GetValue(seed));

            using LanguageModel loaded = model.Load(result);
            PositionPlan plan = Plan(given?.Plan, sizes, places, loaded.Transformer.Blueprint.MaxPositions);
            PositionResult measured = PositionCurve.Measure(loaded, drawn ?? given!.Samples, plan, Progress, cancellation);
            if (!Console.IsErrorRedirected) Console.Error.Write("\r                    \r");
            string name = given?.Name ?? kind!;
            if (result.GetValue(svg) is { } picture)
                SafeFile.Write(picture, stream => stream.Write(Encoding.UTF8.GetBytes(PositionSvg.Draw($"{loaded.Name}: {name}", measured))));
            if (result.GetValue(json)) PositionJson.Write(loaded, name, measured);
            else PositionView.Write(Terminal.Create(result.GetValue(noColor)), loaded, name, measured);
            return Task.FromResult(0);
        });
        return command;
    }

    private static PositionPlan Plan(PositionPlan? given, double[]? sizes, double[]? places, int window)
        => given is { Unit: PositionUnit.Passages } ? given : new PositionPlan(
            PositionUnit.Tokens,
            sizes is null ? given?.Sizes ?? [Math.Max(1, window / 16), Math.Max(1, window / 4), window] : [.. sizes.Select(size => (int)size)],
            places ?? given?.Places ?? s_depths);

    private static double[]? Numbers(string? text, string name)
        => text is null ? null : [.. text.Split(',').Select(part =>
            double.TryParse(part.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and <= int.MaxValue ? number
                : throw new HeedException($"{name}: expected numbers with commas between them, such as 0,50,100; got '{text}'."))];

    private static void Progress(int done, int all)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r{done}/{all} prompts  ");
        else if (done % 50 == 0 || done == all) Console.Error.WriteLine($"{done}/{all} prompts");
    }
}
