using Heed.Models;
using Heed.Models.Tasks;
using Heed.Models.Tokenizers;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI;

/// <summary>One answer as it comes: an update for every piece of text, and a last one that says why it ends and what it took.</summary>
internal sealed class AnswerSteps(LanguageModel model, IConversationFormat format, ChatRequest request)
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _created = DateTimeOffset.UtcNow;

    /// <summary>Makes the answer.</summary>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="HeedException">The conversation cannot be written or is too long, or the model does not generate.</exception>
    public IEnumerable<ChatResponseUpdate> Run(CancellationToken cancellation)
    {
        var generator = new TextGenerator(model);
        Tokenizer tokenizer = model.RequireTokenizer();
        int[] prompt = PromptFitting.Read(model, generator, format, request);
        ValueList<int> ends = model.Transformer.Blueprint.EndTokens;
        var tokens = new List<TokenLogProbability>();
        int made = 0;
        foreach (TextPiece piece in generator.Generate(prompt, request.Text, cancellation))
        {
            if (piece.Token is { } token)
            {
                made++;
                if (!ends.Contains(token.Id))
                    tokens.Add(new TokenLogProbability(token.Id, tokenizer.FindToken(token.Id), token.LogProbability));
            }
            if (piece.End is null && piece.Text.Length == 0) continue;
            ChatResponseUpdate update = Update(piece.Text, tokens);
            tokens = [];
            if (piece.End is { } end)
            {
                update.FinishReason = end is TextEnd.EndToken or TextEnd.StopText ? ChatFinishReason.Stop : ChatFinishReason.Length;
                update.Contents.Add(new UsageContent(new UsageDetails
                    { InputTokenCount = prompt.Length, OutputTokenCount = made, TotalTokenCount = prompt.Length + made }));
            }
            yield return update;
        }
    }

    private ChatResponseUpdate Update(string text, List<TokenLogProbability> tokens) => new()
    {
        Role = ChatRole.Assistant,
        Contents = text.Length > 0 ? [new TextContent(text)] : [],
        ResponseId = _id,
        MessageId = _id,
        ModelId = model.Name,
        CreatedAt = _created,
        AdditionalProperties = request.LogProbabilities
            ? new AdditionalPropertiesDictionary { [ChatPropertyNames.LogProbabilities] = tokens } : null,
    };
}
