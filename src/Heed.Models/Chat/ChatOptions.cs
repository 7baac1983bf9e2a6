namespace Heed.Models.Chat;

/// <summary>What a conversation is rendered with, beside its messages.</summary>
public sealed record ChatOptions
{
    /// <summary>Ends the text with what begins an answer; on, as an answer is what is mostly wanted.</summary>
    public bool AddGenerationPrompt { get; init; } = true;

    /// <summary>Descriptions of functions the model may call, in the JSON schema form models are trained on; null for none.</summary>
    public IReadOnlyList<object?>? Tools { get; init; }

    /// <summary>Documents to answer from, for templates that know them; null for none.</summary>
    public IReadOnlyList<object?>? Documents { get; init; }

    /// <summary>Further variables, such as <c>enable_thinking</c>; they win over the special tokens of the folder.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = new Dictionary<string, object?>();

    /// <summary>The clock behind <c>strftime_now</c>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
