using Heed.Models;
using Heed.Models.Generation;
using Heed.Models.Tasks;
using Microsoft.Extensions.AI;
using HeedMessage = Heed.Models.Chat.ChatMessage;
using HeedOptions = Heed.Models.Chat.ChatOptions;

namespace Heed.Extensions.AI;

/// <summary>What one call asks for, all of it understood: what would have to be ignored is refused by name.</summary>
/// <param name="Turns">The conversation.</param>
/// <param name="Template">Tools and variables.</param>
/// <param name="Text">How the answer is generated.</param>
/// <param name="LogProbabilities">Whether those are wanted.</param>
internal sealed record ChatRequest(List<HeedMessage> Turns, HeedOptions Template, TextOptions Text, bool LogProbabilities)
{
    /// <summary>Reads a call.</summary>
    /// <exception cref="HeedException">The conversation is empty, or an option is out of range or not honoured.</exception>
    public static ChatRequest Read(
        LanguageModel model, IConversationFormat format, ChatClientSettings settings, IEnumerable<ChatMessage> messages,
        ChatOptions? options)
    {
        options ??= new ChatOptions();
        RefuseOthers(model, options);
        var properties = new PropertyReader(options.AdditionalProperties);
        properties.RefuseUnknown(ChatPropertyNames.Asked);
        TextOptions usual = TextOptions.Of(model);
        var text = usual with
        {
            MaxTokens = options.MaxOutputTokens ?? model.Generation.MaxNewTokens ?? settings.MaxOutputTokens,
            Sampling = Sampling(usual.Sampling, options, properties),
            Stops = [.. options.StopSequences ?? [], .. format.Stops],
            Truncate = settings.Truncate,
            Cache = settings.Cache,
        };
        if (text.MaxTokens < 1) throw new HeedException($"MaxOutputTokens: expected a whole number of at least 1; got {text.MaxTokens}.");
        text.Validate();
        bool logProbabilities = properties.Flag(ChatPropertyNames.LogProbabilities);
        if (logProbabilities && text.Beams is { Beams: > 1 })
            throw Refused.Of(ChatPropertyNames.LogProbabilities, "this model generates with beams, whose tokens have none. Leave it out");
        var template = new HeedOptions
        {
            Tools = ToolReader.Read(options), Variables = properties.Map(ChatPropertyNames.TemplateVariables),
        };
        return new ChatRequest(MessageReader.Read(messages, options.Instructions), template, text, logProbabilities);
    }

    private static SamplingOptions Sampling(SamplingOptions usual, ChatOptions options, PropertyReader properties)
    {
        float? minP = properties.Number(ChatPropertyNames.MinP);
        if (options.Seed is < 0) throw new HeedException($"Seed: expected a whole number of at least 0; got {options.Seed}.");
        SamplingOptions sampling = usual with
        {
            Temperature = options.Temperature ?? usual.Temperature,
            TopK = options.TopK ?? usual.TopK,
            TopP = options.TopP ?? usual.TopP,
            MinP = minP ?? usual.MinP,
            RepetitionPenalty = properties.Number(ChatPropertyNames.RepetitionPenalty) ?? usual.RepetitionPenalty,
            FrequencyPenalty = options.FrequencyPenalty ?? usual.FrequencyPenalty,
            PresencePenalty = options.PresencePenalty ?? usual.PresencePenalty,
            Seed = options.Seed is { } seed ? (ulong)seed : usual.Seed,
        };
        sampling.Validate();
        if (sampling.Temperature == 0 && (options.TopK > 0 || options.TopP < 1 || minP > 0))
            throw new HeedException("TopK, TopP, min_p: they choose among drawn tokens, and temperature 0 draws none. "
                + "Give a Temperature above 0, or leave them out.");
        return sampling;
    }

#pragma warning disable MEAI001 // options still in trial are refused, not used
    private static void RefuseOthers(LanguageModel model, ChatOptions options)
    {
        if (options.ModelId is { } id && id != model.Name)
            throw new HeedException(
                $"ModelId: this client has the model '{model.Name}'; got '{id}'. Leave it out, or make a client for that model.");
        if (options.ConversationId is not null)
            throw Refused.Of("ConversationId", "no conversation is kept between calls. Leave it out, and give the whole conversation");
        if (options.ResponseFormat is not (null or ChatResponseFormatText))
            throw Refused.Of("ResponseFormat", "Heed cannot hold a model to JSON; its answers are text. Leave it out, and ask in words");
        if (options.Reasoning is { } reasoning && (reasoning.Effort is not null || reasoning.Output is not null))
            throw Refused.Of("Reasoning", "models differ in how they think. Leave it out, and give what the chat template reads in "
                + $"AdditionalProperties[\"{ChatPropertyNames.TemplateVariables}\"]");
        if (options.AllowBackgroundResponses is true)
            throw Refused.Of("AllowBackgroundResponses", "answers are made while they are awaited. Leave it out");
        if (options.ContinuationToken is not null)
            throw Refused.Of("ContinuationToken", "answers are made while they are awaited. Leave it out");
        if (options.RawRepresentationFactory is not null)
            throw Refused.Of("RawRepresentationFactory", "nothing lies below these options. Leave it out");
    }
#pragma warning restore MEAI001
}
