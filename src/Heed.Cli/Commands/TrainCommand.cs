using System.CommandLine;
using System.Globalization;
using Heed.Models.Training;

namespace Heed.Cli.Commands;

/// <summary><c>heed train CONFIG</c>: trains a model and writes it as a Hugging Face folder.</summary>
internal static class TrainCommand
{
    private const int BarWidth = 24;

    public static Command Create()
    {
        var config = new Argument<string>("config") { Description = "A YAML file; see docs/training.md." };
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint." };
        var command = new Command("train", "Train a model from a config.") { config, resume };
        command.SetAction((result, cancellation) =>
        {
            TrainingConfig settings = TrainingConfigReader.Read(result.GetValue(config)!);
            using var model = new Trainer(settings).Run(result.GetValue(resume), Report, cancellation);
            if (!Console.IsErrorRedirected) Console.Error.WriteLine();
            Console.WriteLine(settings.Output);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Report(TrainingProgress p)
    {
        int filled = (int)((long)BarWidth * p.Step / p.Steps);
        string line = string.Create(CultureInfo.InvariantCulture,
            $"[{new string('█', filled)}{new string('░', BarWidth - filled)}] {p.Step}/{p.Steps}  loss {p.SmoothLoss:F3}  {p.TokensPerSecond / 1000:F1}k tokens/s  {p.Left:hh\\:mm\\:ss} left");
        // A terminal keeps one line; a file gets a line now and then.
        if (!Console.IsErrorRedirected) Console.Error.Write("\r" + line + "  ");
        else if (p.Step % 100 == 0 || p.Step == p.Steps) Console.Error.WriteLine(line);
        if (p.Accuracy is { } accuracy)
            Console.Error.WriteLine((Console.IsErrorRedirected ? "" : "\n") + "  held-out: " + string.Join("  ", accuracy.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key} {a.Value:P0}"))));
    }
}
