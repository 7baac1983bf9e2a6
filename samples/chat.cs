#:project ../src/Heed.Extensions.AI/Heed.Extensions.AI.csproj

// A model as IChatClient: streamed, with probabilities, usage and a way to stop.
//   dotnet run -c Release samples/chat.cs                    the built-in model, which continues texts
//   dotnet run -c Release samples/chat.cs ORG/NAME "Hello"   a model with a chat template, fetched with 'heed pull ORG/NAME'
using System.Globalization;
using System.Runtime.CompilerServices;
using Heed.Extensions.AI;
using Microsoft.Extensions.AI;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool builtIn = args.Length == 0;
string path = builtIn ? Path.Combine(Path.GetDirectoryName(Here())!, "..", "models", "tiny-decoder") : args[0];
string question = args.ElementAtOrDefault(1) ?? "The trophy would not fit in the suitcase because it was too big. What was too big? The";

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the answer ends between two tokens, the program by itself
    stop.Cancel();
};

// The built-in model has no chat template: it is asked to go on with plain text.
var settings = new ChatClientSettings { Format = builtIn ? new PlainText() : null };
using HeedChatClient client = await HeedChatClient.LoadAsync(path, settings, cancellationToken: stop.Token);
var options = new ChatOptions
{
    Temperature = 0,
    MaxOutputTokens = builtIn ? 2 : 256,
    AdditionalProperties = new() { [ChatPropertyNames.LogProbabilities] = true },
};

var updates = new List<ChatResponseUpdate>();
await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync([new(ChatRole.User, question)], options, stop.Token))
{
    Console.Write(update.Text);
    updates.Add(update);
}
Console.WriteLine();

foreach (ChatResponseUpdate update in updates.Take(3))
    foreach (var token in (IReadOnlyList<TokenLogProbability>)update.AdditionalProperties![ChatPropertyNames.LogProbabilities]!)
        Console.WriteLine($"  {token.Token}: {Math.Exp(token.LogProbability):P0}");
ChatResponse response = updates.ToChatResponse();
UsageDetails usage = response.Usage!;
Console.WriteLine($"{usage.InputTokenCount} tokens read, {usage.OutputTokenCount} made, ended by {response.FinishReason}");

static string Here([CallerFilePath] string path = "") => path;
