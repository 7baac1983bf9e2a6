using Heed.Prompts.Outputs.Insides;

namespace Heed.Studio.Pages.Prompts.Runs;

/// <summary>What a span does and gets in one row.</summary>
/// <param name="Test">The row's case.</param>
/// <param name="Effect">In nats; null where only attention was measured.</param>
/// <param name="Share">Its share of the attention.</param>
/// <param name="PerLength">That by its share of the tokens.</param>
/// <param name="Story">Where both disagree, how; else null.</param>
public sealed record SpanPointAnswer(int Test, double? Effect, double Share, double PerLength, string? Story)
{
    internal static SpanPointAnswer? Of(InsideResult one)
        => one.Number("share") is { } share && one.Number("perLength") is { } times
            ? new(one.Row.Case.Index, one.Number("effect"), share, times, one.Text("story") is { } story ? SentText.Brief(story, 80) : null) : null;
}
