using Heed.Models;
using Heed.Models.Tasks;
using Heed.Models.Tokenizers;
using Microsoft.Extensions.AI;
using HeedMessage = Heed.Models.Chat.ChatMessage;

namespace Heed.Extensions.AI;

/// <summary>A conversation as tokens that fit the window: where that is allowed, its oldest turns are left out.</summary>
internal static class PromptFitting
{
    /// <summary>Writes and reads a conversation.</summary>
    /// <exception cref="HeedException">It cannot be written, or is too long and may not be made shorter.</exception>
    public static int[] Read(LanguageModel model, TextGenerator generator, IConversationFormat format, ChatRequest request)
    {
        Tokenizer tokenizer = model.RequireTokenizer();
        int window = model.Transformer.Blueprint.MaxPositions;
        List<HeedMessage> turns = request.Turns;
        Encoding prompt = Encode();
        if (prompt.Ids.Length > window && !request.Text.Truncate)
            throw new HeedException(
                $"conversation too long: {prompt.Ids.Length} tokens; the window of {model.Name} is {window}. Leave out old messages, "
                + "choose a model with a longer window, or set "
                + $" {nameof(ChatClientSettings)}.{nameof(ChatClientSettings.Truncate)}.");
        if (prompt.Ids.Length <= window) return prompt.Ids;
        int most = generator.LongestCut(request.Text);
        while (prompt.Ids.Length > most && WithoutOldest(turns) is { } fewer)
        {
            turns = fewer;
            prompt = Encode();
        }
        if (prompt.Ids.Length <= most || format.CanBeCut) return generator.Read(prompt, request.Text);
        throw new HeedException(
            $"conversation too long: its last turn takes {prompt.Ids.Length} tokens with the instructions; there is room for {most} "
            + $"in the window of {model.Name}, which is {window}. Shorten the message, or ask for fewer tokens.");

        Encoding Encode() => tokenizer.Encode(format.Write(turns, request.Template), format.AddsSpecialTokens);
    }

    /// <summary>The conversation from its second question on, with its instructions: templates want a user's turn first.</summary>
    private static List<HeedMessage>? WithoutOldest(List<HeedMessage> turns)
    {
        int first = turns.TakeWhile(IsInstruction).Count();
        int next = turns.FindIndex(Math.Min(first + 1, turns.Count), turn => turn.Role == ChatRole.User.Value);
        return next < 0 ? null : [.. turns.Take(first), .. turns.Skip(next)];

        static bool IsInstruction(HeedMessage turn) => turn.Role is "system" or "developer";
    }
}
