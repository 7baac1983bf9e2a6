using Heed.Prompts.Assertions;

namespace Heed.Prompts.Insides;

/// <summary>The assertions that look inside the model.</summary>
public static class InsideKinds
{
    /// <summary>All of them; a new one is a new file and a line here.</summary>
    public static IReadOnlyList<IAssertion> All { get; } =
    [
        new MarginAssertion(),
        new SpanAttentionAssertion(),
        new SpanEffectAssertion(),
        new PositionAssertion(),
        new DecisionLayerAssertion(),
        new DistractionAssertion(),
    ];
}
