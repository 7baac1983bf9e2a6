namespace Heed.Prompts.Telemetry;

/// <summary>
/// Names of OpenTelemetry's conventions for generative AI, of one version of them (opentelemetry.io/docs/specs/semconv/gen-ai). They are not stable: what
/// changes from version to version stands here and nowhere else.
/// </summary>
/// <param name="Version">The version of the conventions.</param>
/// <param name="Provider">The attribute that names who provides models.</param>
public sealed record GenAiNames(string Version, string Provider)
{
    /// <summary>The variable that asks for newer names, a list with commas.</summary>
    public const string OptInVariable = "OTEL_SEMCONV_STABILITY_OPT_IN";

    /// <summary>What stands in it for the newest names.</summary>
    public const string OptIn = "gen_ai_latest_experimental";

    /// <summary>Those of version 1.36, which are sent where nothing else is asked for.</summary>
    public static GenAiNames Usual { get; } = new("1.36.0", "gen_ai.system");

    /// <summary>The newest that Heed knows.</summary>
    public static GenAiNames Latest { get; } = new("1.37.0", "gen_ai.provider.name");

    /// <summary>What is done: <c>chat</c>, <c>text_completion</c>.</summary>
    public string Operation { get; init; } = "gen_ai.operation.name";

    /// <summary>The model that was asked for.</summary>
    public string RequestModel { get; init; } = "gen_ai.request.model";

    /// <summary>The model that answered.</summary>
    public string ResponseModel { get; init; } = "gen_ai.response.model";

    /// <summary>The answer's id.</summary>
    public string ResponseId { get; init; } = "gen_ai.response.id";

    /// <summary>Why it ended, a list.</summary>
    public string FinishReasons { get; init; } = "gen_ai.response.finish_reasons";

    /// <summary>Tokens read.</summary>
    public string InputTokens { get; init; } = "gen_ai.usage.input_tokens";

    /// <summary>Tokens written.</summary>
    public string OutputTokens { get; init; } = "gen_ai.usage.output_tokens";

    /// <summary>Which of both a count is of: <c>input</c>, <c>output</c>.</summary>
    public string TokenType { get; init; } = "gen_ai.token.type";

    /// <summary>The seed of the draws.</summary>
    public string Seed { get; init; } = "gen_ai.request.seed";

    /// <summary>The kind of what went wrong.</summary>
    public string ErrorType { get; init; } = "error.type";

    /// <summary>The histogram of durations, in seconds.</summary>
    public string Duration { get; init; } = "gen_ai.client.operation.duration";

    /// <summary>The histogram of tokens.</summary>
    public string TokenUsage { get; init; } = "gen_ai.client.token.usage";

    /// <summary>The histogram of times to the first token, in seconds.</summary>
    public string TimeToFirstToken { get; init; } = "gen_ai.server.time_to_first_token";

    /// <summary>Parameters of a request, from their names in configurations to attributes.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>
    {
        ["max_tokens"] = "gen_ai.request.max_tokens", ["temperature"] = "gen_ai.request.temperature", ["top_p"] = "gen_ai.request.top_p",
            ["top_k"] = "gen_ai.request.top_k",
        ["frequency_penalty"] = "gen_ai.request.frequency_penalty", ["presence_penalty"] = "gen_ai.request.presence_penalty",
    };

    /// <summary>The names that the environment asks for.</summary>
    /// <param name="optIn">The value of <see cref="OptInVariable"/>; null where it is not set.</param>
    public static GenAiNames Of(string? optIn)
        => optIn?.Split(',', StringSplitOptions.TrimEntries).Contains(OptIn, StringComparer.Ordinal) == true ? Latest : Usual;
}
