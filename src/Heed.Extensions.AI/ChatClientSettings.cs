namespace Heed.Extensions.AI;

/// <summary>What a <see cref="HeedChatClient"/> does with every conversation.</summary>
public sealed record ChatClientSettings
{
    /// <summary>How conversations are written; null for the model's own chat template, without which there is no client.</summary>
    public IConversationFormat? Format { get; init; }

    /// <summary>
    /// Whether a conversation longer than the window loses its oldest turns (instructions stay), rather than being refused. Room is made
    /// for the tokens asked for, or for half of the window.
    /// </summary>
    public bool Truncate { get; init; }

    /// <summary>The most tokens of an answer where neither the call nor the model's generation_config.json says.</summary>
    public int MaxOutputTokens { get; init; } = 1024;

    /// <summary>How keys and values are kept: 16 bits take half the memory, and are rounded.</summary>
    public ElementType Cache { get; init; } = ElementType.Float32;

    /// <summary>Whether the model is disposed with the client, as soon as no answer is being made.</summary>
    public bool OwnsModel { get; init; }
}
