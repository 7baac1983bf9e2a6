#:project ../src/Heed.Extensions.AI/Heed.Extensions.AI.csproj

// Sentences as vectors, and which are nearest to a question.
//   dotnet run -c Release samples/nearest.cs [ORG/NAME or folder]
// Without a sentence-embedding model, the built-in encoder shows how, not how well.
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Heed.Extensions.AI;
using Microsoft.Extensions.AI;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string path = args.ElementAtOrDefault(0) ?? Path.Combine(Path.GetDirectoryName(Here())!, "..", "models", "tiny-encoder");
string[] sentences =
[
    "The trophy would not fit in the suitcase because it was too big.",
    "The dog that the cat saw was asleep.",
    "Let x be 4 and y be 7.",
    "The code of amber is 12.",
];
string question = "The book would not fit in the box because it was too big.";

using HeedEmbeddingGenerator generator = await HeedEmbeddingGenerator.LoadAsync(path);
GeneratedEmbeddings<Embedding<float>> vectors = await generator.GenerateAsync([question, .. sentences]);
Console.WriteLine($"{vectors.Count} vectors of {vectors[0].Dimensions} numbers, {vectors.Usage!.InputTokenCount} tokens");

float Nearness(Embedding<float> vector) => TensorPrimitives.CosineSimilarity(vectors[0].Vector.Span, vector.Vector.Span);
foreach ((string text, float cosine) in sentences.Zip(vectors.Skip(1).Select(Nearness)).OrderByDescending(pair => pair.Second))
    Console.WriteLine($"{cosine:F2}  {text}");

static string Here([CallerFilePath] string path = "") => path;
