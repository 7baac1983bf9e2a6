using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using HeedMessage = Heed.Models.Chat.ChatMessage;

namespace Heed.Extensions.AI;

/// <summary>Turns messages into the turns that chat templates read.</summary>
internal static class MessageReader
{
    // A model reads it, not a browser: letters stay letters.
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a conversation.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="instructions">Put first, as a system turn; null or empty for none.</param>
    /// <exception cref="HeedException">There is none, or one holds content that is no text and no call of a tool.</exception>
    public static List<HeedMessage> Read(IEnumerable<ChatMessage> messages, string? instructions)
    {
        var turns = new List<HeedMessage>();
        foreach (ChatMessage? message in messages)
        {
            if (message is null) throw new HeedException($"messages: expected a message; got null at place {turns.Count}.");
            turns.AddRange(Turns(message));
        }
        if (turns.Count == 0) throw new HeedException("messages: expected at least one; got an empty conversation.");
        if (turns.All(turn => string.IsNullOrWhiteSpace(turn.Content) && turn.Fields.Count == 0))
            throw new HeedException("messages: expected some words; got messages without any.");
        if (!string.IsNullOrWhiteSpace(instructions)) turns.Insert(0, new HeedMessage(ChatRole.System.Value, instructions));
        return turns;
    }

    private static IEnumerable<HeedMessage> Turns(ChatMessage message)
    {
        var fields = new Dictionary<string, object?>();
        var results = new List<HeedMessage>();
        var calls = new List<object?>();
        string text = "", thoughts = "";
        foreach (AIContent content in message.Contents)
            switch (content)
            {
                case TextContent part: text += part.Text; break;
                case TextReasoningContent part: thoughts += part.Text; break;
                case FunctionCallContent call: calls.Add(Call(call)); break;
                case FunctionResultContent result: results.Add(Result(result)); break;
                case UsageContent: break; // says what an earlier answer took; nobody's words
                default: throw new HeedException(
                    $"message of {message.Role}: expected text or calls of tools; got {Describe(content)}. Leave it out.");
            }
        if (thoughts.Length > 0) fields["reasoning_content"] = thoughts;
        if (calls.Count > 0) fields["tool_calls"] = calls;
        if (message.AuthorName is { Length: > 0 } author) fields["name"] = author;
        // Results are turns of their own in templates, whatever they lie in here.
        // A turn of calls alone has no content, which templates tell from an empty one.
        if (text.Length > 0 || fields.Count > 0 || results.Count == 0)
            yield return new HeedMessage(message.Role.Value, text.Length == 0 && calls.Count > 0 ? null : text) { Fields = fields };
        foreach (HeedMessage result in results) yield return result;
    }

    private static Dictionary<string, object?> Call(FunctionCallContent call) => new()
    {
        ["type"] = "function",
        ["id"] = call.CallId,
        ["function"] = new Dictionary<string, object?>
        {
            ["name"] = call.Name,
            ["arguments"] = new Dictionary<string, object?>(call.Arguments ?? new Dictionary<string, object?>()),
        },
    };

    private static HeedMessage Result(FunctionResultContent result) => new(ChatRole.Tool.Value, result.Result switch
    {
        null => result.Exception?.Message ?? "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        JsonElement json => json.GetRawText(),
        var value => Json(value),
    })
    {
        Fields = new Dictionary<string, object?> { ["tool_call_id"] = result.CallId },
    };

    private static string Json(object value)
    {
        try
        {
            var bytes = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(bytes, s_plain))
                JsonSerializer.Serialize(json, value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
        catch (NotSupportedException error)
        {
            throw new HeedException($"result of a tool: expected a text or JSON; got {value.GetType().Name}. Give it as text.", error);
        }
    }

    private static string Describe(AIContent content) => content switch
    {
        DataContent data => $"DataContent ({data.MediaType})",
        UriContent uri => $"UriContent ({uri.MediaType})",
        _ => content.GetType().Name,
    };
}
