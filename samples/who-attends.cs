#:project ../src/Heed.Lens/Heed.Lens.csproj

// What a model attends to: which word does "it" look at?
//   dotnet run -c Release samples/who-attends.cs [TEXT] [WORD] [MODEL FOLDER]
using System.Globalization;
using System.Runtime.CompilerServices;
using Heed.Lens;
using Heed.Models;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string text = args.ElementAtOrDefault(0) ?? "The trophy would not fit in the suitcase because it was too big.";
string word = args.ElementAtOrDefault(1) ?? "it";
string folder = args.ElementAtOrDefault(2) ?? Path.Combine(Path.GetDirectoryName(Here())!, "..", "models", "tiny-encoder");

using LanguageModel model = ModelLocation.Find(folder).Load();
ReadText read = ReadText.Of(model, text);
TokenAttention attention = TokenAttention.Of(model, read, read.Find(word));

int[] layers = [.. Enumerable.Range(0, model.Transformer.Blueprint.Layers)];
int[] heads = [.. Enumerable.Range(0, model.Transformer.Blueprint.Heads)];
int telling = attention.TellingLayer(layers, heads);
Console.WriteLine($"\"{word}\" in layer {telling}, mean of {heads.Length} heads:");
float[] shares = attention.MeanByWord(telling, heads);
foreach ((TextWord seen, float share) in read.Words.Zip(shares).OrderByDescending(pair => pair.Second).Take(3))
    Console.WriteLine($"  {seen.Text,-10} {share:P0}");

foreach (int head in heads)
{
    (int token, float weight) = attention.Strongest(telling, head, 1)[0];
    Console.WriteLine($"head {telling}.{head}: {read.Show(token)} {weight:F2}");
}

static string Here([CallerFilePath] string path = "") => path;
