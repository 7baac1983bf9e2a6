#:project ../src/Heed.Models/Heed.Models.csproj

// Trains a small GPT-2 on a text file, writes it as a Hugging Face folder, loads it and lets it go on with a text.
//   dotnet run -c Release samples/train.cs [TEXT FILE] [STEPS]
using System.Globalization;
using Heed.Models;
using Heed.Models.Tasks;
using Heed.Models.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
DirectoryInfo folder = Directory.CreateTempSubdirectory("heed-sample-");
string file = args.ElementAtOrDefault(0) ?? Path.Combine(folder.FullName, "text.txt");
if (args.Length == 0) // a text that is soon learned
    File.WriteAllLines(file, Enumerable.Repeat("The cat sat on the mat. The dog sat on the log. The bird sang to the cat.", 60));

var config = new TrainingConfig
{
    File = "samples/train.cs",
    Source = "", // the text of a config file, which checkpoints keep
    Output = Path.Combine(folder.FullName, "model"),
    Family = "gpt2",
    Files = [file],
    Layers = 2, Width = 32, Heads = 2, Window = 32, Vocabulary = 300,
    Steps = int.Parse(args.ElementAtOrDefault(1) ?? "60"), BatchTokens = 256, LearningRate = 5e-3f, Warmup = 5,
};
double? first = null, last = null;
void Report(TrainingProgress progress) => (first, last) = (first ?? progress.Loss, progress.SmoothLoss);
using (LanguageModel trained = new Trainer(config).Run(resume: false, Report, CancellationToken.None))
    Console.WriteLine($"{trained.Transformer.ParameterCount} parameters, {config.Steps} steps");
Console.WriteLine($"the loss fell below half: {last < first / 2}");

using (LanguageModel model = ModelFolder.Load(config.Output))
    Console.WriteLine("The cat" + string.Concat(new TextGenerator(model).Stream("The cat", new TextOptions { MaxTokens = 8 })));
folder.Delete(recursive: true);
