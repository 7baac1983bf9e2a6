using System.Diagnostics;
using Heed.Autograd;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Training;

/// <summary>Trains a model from a config and writes it as a folder.</summary>
/// <remarks>
/// Every step is a function of the config and the step's number, so a run that was stopped and resumed ends in the same weights, bit for bit,
/// as one that was not (on one instruction set, with any number of threads).
/// </remarks>
public sealed class Trainer(TrainingConfig config)
{
    private const int ReportEvery = 10;
    private const int EvaluatedSentences = 100;
    private const int CardSentences = 500;
    private const int CardLongSentences = 100; // with many answers each

    /// <summary>Folder of checkpoint, log and loss curve.</summary>
    public string WorkFolder => Path.Combine(config.Output, "training");

    /// <summary>The families that are learned from.</summary>
    private IEnumerable<IFamily> Measured
        => TinyEnglish.Families.All.Where(family => (config.Mixture.Count > 0 ? config.Mixture : Mixture.Default.Weights).GetValueOrDefault(family.Name) > 0);

    private string CheckpointPath => Path.Combine(WorkFolder, "checkpoint.safetensors");

    /// <summary>Runs the training to its end.</summary>
    /// <param name="resume">Goes on from the checkpoint, which must be there; without it an existing checkpoint is refused, so that none is lost.</param>
    /// <param name="report">Called every few steps.</param>
    /// <param name="cancellation">Stops after the step in work; a checkpoint is written.</param>
    /// <returns>The trained model, written to the config's folder.</returns>
    /// <exception cref="HeedException">The config cannot be carried out, or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the checkpoint is written.</exception>
    public LanguageModel Run(bool resume, Action<TrainingProgress>? report, CancellationToken cancellation)
    {
        if (resume && !File.Exists(CheckpointPath)) throw new HeedException($"resume: expected a checkpoint at '{CheckpointPath}'; there is none. Start without --resume.");
        if (!resume && File.Exists(CheckpointPath))
            throw new HeedException($"'{CheckpointPath}' holds a run that was not finished. Go on with --resume, or delete the file to start again.");
        // What cannot be carried out is refused before anything is written.
        var setup = new TrainingSetup(config);
        BatchPlan plan = setup.Plan();
        Transformer model = Transformer.Create(setup.Blueprint, config.Seed);
        foreach (Tensor parameter in model.Parameters) parameter.RequiresGradient = true;
        using var optimizer = new AdamW(model.Parameters, config.Beta1, config.Beta2, weightDecay: config.WeightDecay);
        (long tokens, TimeSpan before) = resume ? Checkpoint.Load(CheckpointPath, model, optimizer, config, setup.Corpus) : (0, TimeSpan.Zero);
        Guard(() => Directory.CreateDirectory(WorkFolder));
        var log = new TrainingLog(Path.Combine(WorkFolder, "log.jsonl"), optimizer.Steps);

        var trained = new LanguageModel(Path.GetFileName(config.Output), setup.Architecture, model, setup.Tokenizer);
        var watch = Stopwatch.StartNew();
        (int reportedStep, long reportedTokens, TimeSpan reportedTime) = (optimizer.Steps, tokens, TimeSpan.Zero);
        double lossSum = 0;
        while (optimizer.Steps < config.Steps)
        {
            int step = optimizer.Steps;
            if (cancellation.IsCancellationRequested)
            {
                Save();
                throw new OperationCanceledException($"Stopped at step {step} of {config.Steps}; the checkpoint is written. Go on with --resume.", cancellation);
            }
            IReadOnlyList<TrainingBatch> batches = plan.Batches(step);
            float rate = config.RateAt(step);
            float loss = TrainingStep.Run(model, optimizer, batches, rate, config.Clip);
            tokens += batches.Sum(b => (long)b.RealTokens);
            lossSum += loss;

            if (optimizer.Steps % ReportEvery == 0 || optimizer.Steps == config.Steps)
            {
                int steps = optimizer.Steps - reportedStep;
                double seconds = (watch.Elapsed - reportedTime).TotalSeconds;
                var progress = new TrainingProgress(
                    optimizer.Steps, config.Steps, loss, lossSum / steps, rate, (tokens - reportedTokens) / seconds,
                    TimeSpan.FromSeconds(seconds / steps * (config.Steps - optimizer.Steps)), tokens, Evaluate(optimizer.Steps, trained));
                Guard(() => log.Add(progress));
                report?.Invoke(progress);
                (reportedStep, reportedTokens, reportedTime, lossSum) = (optimizer.Steps, tokens, watch.Elapsed, 0);
            }
            if (optimizer.Steps % config.CheckpointEvery == 0 && optimizer.Steps < config.Steps) Save();
        }

        trained = trained with { KnownWords = setup.KnownWords() };
        ModelFolder.Save(config.Output, trained, config.Store);
        WriteCard(log, tokens, before + watch.Elapsed);
        Guard(() => File.Delete(CheckpointPath));
        return trained;

        void Save() => Checkpoint.Save(CheckpointPath, model, optimizer, config, setup.Corpus, tokens, before + watch.Elapsed);
    }

    /// <summary>The card, the README and the loss curve, with accuracies measured on the weights as stored.</summary>
    private void WriteCard(TrainingLog log, long tokens, TimeSpan time)
    {
        using LanguageModel stored = ModelFolder.Load(config.Output, LoadOptions.ForTraining);
        var accuracy = new Dictionary<string, (int Right, int Total)>();
        if (config.Files.Count == 0)
            foreach (IFamily family in Measured)
                accuracy[family.Name] = Accuracy.Measure(stored, family.Name, family is LongFamily ? CardLongSentences : CardSentences);
        ModelCard.Write(config.Output, config.About, accuracy.Where(a => a.Value.Total > 0).ToDictionary(a => a.Key, a => (double)a.Value.Right / a.Value.Total));
        SafeFile.Write(Path.Combine(WorkFolder, "loss.svg"), Text(LossCurve.Draw($"{stored.Name}: loss", log.Points, config.Steps)));
        SafeFile.Write(Path.Combine(config.Output, "README.md"), Text(TrainedReadme.Of(config, stored, accuracy, tokens, time, log.Points)));

        static Action<Stream> Text(string text) => stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private Dictionary<string, double>? Evaluate(int step, LanguageModel model)
    {
        if (config.EvaluateEvery == 0 || config.Files.Count > 0 || (step % config.EvaluateEvery != 0 && step != config.Steps)) return null;
        return Measured.ToDictionary(family => family.Name, family =>
        {
            (int right, int total) = Accuracy.Measure(model, family.Name, EvaluatedSentences);
            return total == 0 ? 0 : (double)right / total;
        });
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string left = File.Exists(CheckpointPath) ? "The last checkpoint is unchanged; go on with --resume." : "There is no checkpoint yet; start again.";
            throw new HeedException($"training: a file could not be written ({error.Message}). {left}", error);
        }
    }
}
