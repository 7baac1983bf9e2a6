namespace Heed.Benchmarks;

/// <summary>The tokens that both sides read.</summary>
internal static class LlamaText
{
    /// <summary>The smallest token.</summary>
    public const int First = 256;

    /// <summary>What is between two of them, before the remainder.</summary>
    public const int Step = 7919;

    /// <summary>The first <paramref name="count"/>.</summary>
    public static int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(i => (int)((long)i * Step % 40000) + First)];
}
