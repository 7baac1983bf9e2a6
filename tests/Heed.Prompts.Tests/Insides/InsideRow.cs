using System.Text.Json;
using Heed.Models;
using Heed.Models.Chat;
using Heed.Models.Tasks;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Insides;
using Heed.Prompts.Plans;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Tests.Insides;

/// <summary>A row of one prompt, in which <c>«name:text»</c> marks a span, with one assertion on it.</summary>
internal sealed class InsideRow : IModels
{
    private static readonly LocalModels s_builtIn = new(name => new ModelLocation(Repository.Model(name)), "tiny-encoder");

    public InsideRow(string marked, string model = "heed:tiny-decoder")
    {
        var spans = new List<PromptSpan>();
        string text = "";
        foreach (string piece in marked.Split('«'))
        {
            int end = piece.IndexOf('»'), colon = piece.IndexOf(':');
            if (end >= 0) spans.Add(new PromptSpan(piece[..colon], text.Length, end - colon - 1));
            text += end < 0 ? piece : piece[(colon + 1)..end] + piece[(end + 1)..];
        }
        (Prompt, Spans, Model) = (text, spans, model);
    }

    public string Prompt { get; }

    public IReadOnlyList<PromptSpan> Spans { get; }

    public string? Model { get; init; }

    public LanguageModel? Own { get; init; }

    public ChatTemplate? Template { get; init; }

    /// <summary>Spans by their places, in the stead of marks.</summary>
    public IReadOnlyList<PromptSpan>? Given { get; init; }

    public bool Stopped { get; init; }

    public Answer Answer { get; init; } = new("");

    public LanguageModel Language => ((IModels)this).Load(Model!);

    /// <summary>Judges; <paramref name="keys"/> is JSON as in a file, with <c>type</c>, <c>value</c>, <c>threshold</c> and the type's own keys.</summary>
    public AssertionResult Judge(string keys, bool not = false)
    {
        using var json = JsonDocument.Parse(keys.Replace('\'', '"'));
        JsonElement all = json.RootElement.Clone();
        IAssertion kind = InsideKinds.All.Single(one => one.Type == "heed:" + all.GetProperty("type").GetString());
        JsonElement value = all.TryGetProperty("value", out JsonElement given) ? given : default;
        using var rest = JsonDocument.Parse("{" + string.Join(',', all.EnumerateObject().Where(key => key.Name is not ("type" or "value" or "threshold"))
            .Select(key => $"\"{key.Name}\":{key.Value.GetRawText()}")) + "}");
        var assertion = new PlannedAssertion(kind.Type, new Place("config.yaml", 7, 3))
        {
            Not = not, Value = value, Config = rest.RootElement.Clone(),
            Threshold = all.TryGetProperty("threshold", out JsonElement threshold) ? threshold.GetDouble() : null,
        };
        return kind.Judge(new AssertionContext(assertion, Answer.Text)
        {
            Value = value, Answer = Answer, Prompt = Prompt, Spans = Given ?? Spans, Cancellation = new CancellationToken(Stopped), Models = this, Folder = ".",
            Case = new PlannedCase(0), Vars = new Dictionary<string, JsonElement> { ["page"] = JsonDocument.Parse("\"The code of thorn is 77.\"").RootElement },
            Column = new PlannedColumn(0, new PlannedProvider(Model ?? "echo", Model ?? "echo") { Model = Model }, new PlannedPrompt(Prompt, "p") { Id = "p" }),
        });
    }

    public double Number(AssertionResult result, params ReadOnlySpan<string> path)
    {
        JsonElement at = result.Details;
        foreach (string name in path) at = int.TryParse(name, out int index) ? at[index] : at.GetProperty(name);
        return at.GetDouble();
    }

    public string Refused(string keys) => Assert.Throws<HeedException>(() => Judge(keys)).Message;

    LanguageModel IModels.Load(string name) => Own ?? s_builtIn.Load(name);

    SentenceEmbedder IModels.LoadEmbedder(string? name) => throw new NotSupportedException();

    ChatTemplate? IModels.LoadChatTemplate(string name) => Template;

    (string Model, string Tokenizer) IModels.Hashes(string? name) => s_builtIn.Hashes(name);
}
