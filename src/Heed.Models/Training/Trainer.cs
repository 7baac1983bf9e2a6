using System.Diagnostics;
using Heed.Autograd;
using Heed.Models.Families;
using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Training;

/// <summary>Trains a model from a config and writes it as a folder.</summary>
/// <remarks>
/// Every step is a function of the config and the step's number, so a run that was stopped and resumed ends in the same weights, bit for bit,
/// as one that was not (on one instruction set, with any number of threads).
/// </remarks>
public sealed partial class Trainer(TrainingConfig config)
{
    /// <summary>Special tokens of a decoder's tokenizer: one that starts, ends and fills up.</summary>
    private static readonly string[] s_decoderTokens = ["<|endoftext|>"];

    /// <summary>Special tokens of an encoder's tokenizer.</summary>
    private static readonly string[] s_encoderTokens = ["[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"];

    private const int ReportEvery = 10;
    private const int EvaluatedSentences = 100;
    private const int CardSentences = 500;
    private const int MostKnownWords = 50_000;
    private const int TokenizerSentences = 20_000;

    /// <summary>Folder of checkpoint, log and loss curve.</summary>
    public string WorkFolder => Path.Combine(config.Output, "training");

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
        Guard(() => Directory.CreateDirectory(WorkFolder));

        Tokenizer tokenizer = MakeTokenizer();
        (Blueprint blueprint, string architecture) = MakeBlueprint(tokenizer);
        Transformer model = Transformer.Create(blueprint, config.Seed);
        foreach (Tensor parameter in model.Parameters) parameter.RequiresGradient = true;
        using var optimizer = new AdamW(model.Parameters, config.Beta1, config.Beta2, weightDecay: config.WeightDecay);
        long tokens = resume ? Checkpoint.Load(CheckpointPath, model, optimizer, config) : 0;
        var log = new TrainingLog(Path.Combine(WorkFolder, "log.jsonl"), optimizer.Steps);
        var plan = new BatchPlan(MakeSource(tokenizer, blueprint), config.BatchTokens, blueprint.PaddingToken!.Value, blueprint.Direction, config.Seed, config.LevelAt);

        var trained = new LanguageModel(Path.GetFileName(config.Output), architecture, model, tokenizer);
        var watch = Stopwatch.StartNew();
        (int reportedStep, long reportedTokens, TimeSpan reportedTime) = (optimizer.Steps, tokens, TimeSpan.Zero);
        double lossSum = 0;
        while (optimizer.Steps < config.Steps)
        {
            int step = optimizer.Steps;
            if (cancellation.IsCancellationRequested)
            {
                Checkpoint.Save(CheckpointPath, model, optimizer, config, tokens);
                throw new OperationCanceledException($"Stopped at step {step} of {config.Steps}; the checkpoint is written. Go on with --resume.", cancellation);
            }
            IReadOnlyList<TrainingBatch> batches = plan.Batches(step);
            float rate = config.RateAt(step);
            float loss = Step(model, optimizer, batches, rate);
            if (!float.IsFinite(loss)) throw new HeedException($"step {step + 1}: the loss is {loss}. Lower learning_rate or deviation and start again.");
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
            if (optimizer.Steps % config.CheckpointEvery == 0 && optimizer.Steps < config.Steps) Checkpoint.Save(CheckpointPath, model, optimizer, config, tokens);
        }

        trained = trained with { KnownWords = KnownWords() };
        ModelFolder.Save(config.Output, trained, config.Store);
        WriteCard(log, tokens, watch.Elapsed);
        Guard(() => File.Delete(CheckpointPath));
        return trained;
    }

    /// <summary>The card, the README and the loss curve, with accuracies measured on the weights as stored.</summary>
    private void WriteCard(TrainingLog log, long tokens, TimeSpan time)
    {
        using LanguageModel stored = ModelFolder.Load(config.Output);
        var accuracy = new Dictionary<string, (int Right, int Total)>();
        if (config.Files.Count == 0)
            foreach (IFamily family in TinyEnglish.Families.All) accuracy[family.Name] = Accuracy.Measure(stored, family.Name, CardSentences);
        ModelCard.Write(config.Output, config.About, accuracy.Where(a => a.Value.Total > 0).ToDictionary(a => a.Key, a => (double)a.Value.Right / a.Value.Total));
        SafeFile.Write(Path.Combine(WorkFolder, "loss.svg"), Text(LossCurve.Draw($"{stored.Name}: loss", log.Points, config.Steps)));
        SafeFile.Write(Path.Combine(config.Output, "README.md"), Text(TrainedReadme.Of(config, stored, accuracy, tokens, time, log.Points)));

        static Action<Stream> Text(string text) => stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The words of the text the tokenizer was made from, which stands for all of it.</summary>
    private HashSet<string>? KnownWords()
    {
        var words = new HashSet<string>();
        foreach (string text in TokenizerTexts())
            foreach (System.Text.RegularExpressions.ValueMatch match in WordPattern().EnumerateMatches(text)) words.Add(text.Substring(match.Index, match.Length));
        return words.Count <= MostKnownWords ? words : null;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"[\p{L}\p{N}]+(['’]\p{L}+)*")]
    private static partial System.Text.RegularExpressions.Regex WordPattern();

    private Dictionary<string, double>? Evaluate(int step, LanguageModel model)
    {
        if (config.EvaluateEvery == 0 || config.Files.Count > 0 || (step % config.EvaluateEvery != 0 && step != config.Steps)) return null;
        return TinyEnglish.Families.All.ToDictionary(family => family.Name, family =>
        {
            (int right, int total) = Accuracy.Measure(model, family.Name, EvaluatedSentences);
            return total == 0 ? 0 : (double)right / total;
        });
    }

    private float Step(Transformer model, AdamW optimizer, IReadOnlyList<TrainingBatch> batches, float rate)
    {
        double weight = batches.Sum(b => b.TotalWeight), loss = 0;
        foreach (TrainingBatch batch in batches)
            if (batch.TotalWeight > 0) loss += AddGradients(model, batch, (float)(batch.TotalWeight / weight));
        float factor = 1f;
        if (config.Clip > 0)
        {
            float norm = AdamW.GradientNorm(model.Parameters);
            if (norm > config.Clip) factor = config.Clip / norm;
        }
        optimizer.Step(rate, factor);
        return (float)loss;
    }

    /// <summary>Adds a batch's gradients, times its share of the step, and returns its part of the loss.</summary>
    private static double AddGradients(Transformer model, TrainingBatch batch, float share)
    {
        using var tape = new Tape(recording: true);
        // Only rows with a label need logits.
        int[] rows = [.. Enumerable.Range(0, batch.Labels.Length).Where(i => batch.Labels[i] != Operations.IgnoredLabel)];
        Tensor logits = model.TokenLogits(tape, model.Hidden(tape, batch.Tokens), rows);
        Tensor loss = Operations.CrossEntropy(tape, logits, [.. rows.Select(r => batch.Labels[r])], [.. rows.Select(r => batch.Weights[r])]);
        tape.Backward(loss, share);
        return loss.Span[0] * (double)share;
    }

    private Tokenizer MakeTokenizer()
    {
        bool decoder = config.Family == "gpt2";
        return decoder
            ? BytePairTrainer.Train(TokenizerTexts(), config.Vocabulary, s_decoderTokens, "<|endoftext|> $A")
            : BytePairTrainer.Train(TokenizerTexts(), config.Vocabulary, s_encoderTokens, "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1");
    }

    private IEnumerable<string> TokenizerTexts()
    {
        var corpus = new TinyEnglishCorpus(config.Seed);
        return config.Files.Count > 0
            ? config.Files.SelectMany(File.ReadLines).Select(line => line + "\n")
            : Enumerable.Range(0, TokenizerSentences).Select(i => corpus.Sentence(i, Split.Training, Difficulty.Full, MakeMixture()).Text);
    }

    private (Blueprint, string) MakeBlueprint(Tokenizer tokenizer)
    {
        bool decoder = config.Family == "gpt2";
        int padding = tokenizer.TokenToId(decoder ? s_decoderTokens[0] : s_encoderTokens[0])!.Value;
        var blueprint = new Blueprint
        {
            VocabularySize = tokenizer.VocabularySize,
            Width = config.Width,
            Layers = config.Layers,
            Heads = config.Heads,
            HeadSize = config.Width / config.Heads,
            HiddenWidth = config.Hidden > 0 ? config.Hidden : 4 * config.Width,
            MaxPositions = config.Window,
            Direction = decoder ? Direction.Causal : Direction.Bidirectional,
            NormPlace = decoder ? NormPlace.Before : NormPlace.After,
            NormEpsilon = decoder ? 1e-5f : 1e-12f,
            Activation = decoder ? Activation.GeluTanh : Activation.Gelu,
            Head = decoder ? ModelHead.Language : ModelHead.MaskedLanguage,
            Layout = decoder ? WeightLayout.InputByOutput : WeightLayout.OutputByInput,
            FusedProjections = decoder,
            TokenTypes = decoder ? 0 : 2,
            EmbeddingNorm = !decoder,
            InitialDeviation = config.Deviation,
            PositionStart = config.Positions,
            StartToken = decoder ? padding : null,
            EndToken = decoder ? padding : null,
            PaddingToken = padding,
        };
        return (blueprint, ModelFamilies.OfType(config.Family)!.Architectures.First(a => a.Value == blueprint.Head).Key);
    }

    private IExampleSource MakeSource(Tokenizer tokenizer, Blueprint blueprint)
    {
        bool decoder = blueprint.Direction == Direction.Causal;
        if (config.Files.Count > 0)
        {
            int[] ids = [.. config.Files.SelectMany(file => tokenizer.Encode(File.ReadAllText(file), addSpecialTokens: false).Ids)];
            if (ids.Length < 2) throw new HeedException($"corpus: expected text to learn from; {string.Join(", ", config.Files)} hold {ids.Length} tokens.");
            return new TextWindows(ids, config.Window, decoder ? null : tokenizer.TokenToId("[MASK]"), config.MaskRate, config.Seed);
        }
        var corpus = new TinyEnglishCorpus(config.Seed);
        return decoder
            ? new DecoderSentences(corpus, MakeMixture(), tokenizer, config.OtherWeight, config.Window)
            : new EncoderSentences(corpus, MakeMixture(), tokenizer, config.OtherWeight, config.Window, config.MaskRate, config.Seed);
    }

    private Mixture MakeMixture() => config.Mixture.Count > 0 ? new Mixture(config.Mixture) : Mixture.Default;

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
