using Heed.Prompts.Runs;

namespace Heed.Prompts.Insides.Summaries;

/// <summary>What was measured of a span in one row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Effect">What the answer's log-probability loses without the span, in nats; null where only attention was measured.</param>
/// <param name="Share">The share of the attention it gets, the sink apart.</param>
/// <param name="PerLength">That by its share of the tokens.</param>
/// <param name="Story">Where attention and effect tell two stories, which; null where they agree.</param>
/// <param name="Studio">The studio's address of it, from <c>#</c> on; null where there is none.</param>
public sealed record SpanPoint(RunRow Row, double? Effect, double Share, double PerLength, string? Story, string? Studio);
