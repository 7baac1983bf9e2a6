namespace Heed.Models.Tests.Cost;

/// <summary>Multiply-adds of a model counted one by one, from the description of its layers: what <c>CostModel</c> is held against.</summary>
internal static class PlainCost
{
    /// <summary>Operations of the maps, of attention and of the head, over texts of T tokens.</summary>
    public static (long Maps, long Attention, long Head) Text(Blueprint b, int length, int batch)
    {
        (long maps, long attention) = (0, 0);
        for (int text = 0; text < batch; text++)
        {
            for (int layer = 0; layer < b.EncoderLayers; layer++)
            {
                for (int token = 0; token < length; token++) maps += Projections(b) + FeedForward(b);
                for (int i = 0; i < length; i++)
                    for (int j = 0; j < length; j++) attention += Pair(b);
            }
            for (int layer = 0; layer < b.Layers; layer++)
                for (int i = 0; i < length; i++)
                {
                    maps += Projections(b) + FeedForward(b)
                        + (b.HasEncoder ? Projections(b) : 0); // a source's token has keys and values where the answer's has query and output
                    for (int j = 0; j < length; j++)
                    {
                        if (Sees(b, layer, i, j)) attention += Pair(b);
                        if (b.HasEncoder) attention += Pair(b);
                    }
                }
            if (b.EmbeddingMap)
                for (int token = 0; token < length; token++) maps += 2L * b.EmbeddingWidth * b.Width;
        }
        return (maps, attention, batch * Head(b));
    }

    /// <summary>The same for a token behind T others.</summary>
    public static (long Maps, long Attention, long Head) Token(Blueprint b, int length)
    {
        (long maps, long attention) = (0, 0);
        for (int layer = 0; layer < b.Layers; layer++)
        {
            maps += Projections(b) + FeedForward(b) + (b.HasEncoder ? 2 * 2L * b.Width * b.Heads * b.HeadSize : 0);
            for (int j = 0; j <= length; j++)
                if (Sees(b, layer, length, j)) attention += Pair(b);
            for (int j = 0; j < length && b.HasEncoder; j++) attention += Pair(b);
        }
        return (maps, attention, Head(b));
    }

    private static bool Sees(Blueprint b, int layer, int i, int j)
        => b.Direction == Direction.Bidirectional || (j <= i && (b.AttentionOf(layer).Window is not { } window || j > i - window));

    private static long Projections(Blueprint b)
        => 2L * b.Width * b.Heads * b.HeadSize + 2 * 2L * b.Width * b.KeyValueHeads * b.HeadSize + 2L * b.Heads * b.HeadSize * b.Width;

    private static long FeedForward(Blueprint b) => 2L * b.Width * b.HiddenWidth * (b.FeedForward == FeedForwardKind.Plain ? 2 : 3);

    private static long Pair(Blueprint b)
    {
        long count = 0;
        for (int head = 0; head < b.Heads; head++)
            for (int d = 0; d < b.HeadSize; d++) count += 2 + 2; // into the score, and of the value
        return count;
    }

    private static long Head(Blueprint b) => b.Head switch
    {
        ModelHead.Language => 2L * b.EmbeddingWidth * b.VocabularySize,
        ModelHead.MaskedLanguage => 2L * b.Width * b.EmbeddingWidth + 2L * b.EmbeddingWidth * b.VocabularySize,
        ModelHead.Classification => 2L * b.Width * b.Width + 2L * b.Width * b.Labels,
        _ => b.Pooler ? 2L * b.Width * b.Width : 0,
    };
}
