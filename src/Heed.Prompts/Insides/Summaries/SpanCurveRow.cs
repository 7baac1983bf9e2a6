using Heed.Prompts.Runs;

namespace Heed.Prompts.Insides.Summaries;

/// <summary>A row in which a span was moved.</summary>
/// <param name="Row">The row.</param>
/// <param name="Range">The largest margin less the smallest, in nats.</param>
/// <param name="Studio">The studio's address of its worst place, from <c>#</c> on; null where there is none.</param>
public sealed record SpanCurveRow(RunRow Row, double Range, string? Studio);
