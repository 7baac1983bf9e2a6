using Heed.Models;

namespace Heed.Lens.Tests;

/// <summary>What the lens says about the built-in encoder.</summary>
public class TokenAttentionTests
{
    private const string Big = "The trophy would not fit in the suitcase because it was too big.";
    private const string Small = "The trophy would not fit in the suitcase because it was too small.";

    [Fact]
    public void It_InSomeHead_AttendsToTheRightNounForBigAndSmall()
    {
        using LanguageModel model = ModelFolder.Load(Encoder());
        HashSet<(int, int)> big = HeadsThatChoose(model, Big, "trophy", "suitcase"), small = HeadsThatChoose(model, Small, "suitcase", "trophy");
        Assert.NotEmpty(big.Intersect(small));
    }

    [Fact]
    public void Weights_OfEveryHead_SumToOne()
    {
        using LanguageModel model = ModelFolder.Load(Encoder());
        ReadText read = ReadText.Of(model, Big);
        var attention = TokenAttention.Of(model, read, read.Find("it"));
        foreach (float[] head in attention.Weights.SelectMany(layer => layer)) Assert.Equal(1f, head.Sum(), 1e-5f);
        Assert.Equal(1f, attention.Mean(0, [0, 1]).Sum(), 1e-5f);
    }

    [Fact]
    public void StrongestKeys_EqualTheRowsTokenByToken()
    {
        using LanguageModel model = ModelFolder.Load(Encoder());
        ReadText read = ReadText.Of(model, string.Join(' ', Enumerable.Repeat(Big, 4))); // more rows than are computed at once
        int[] layers = [0, 2], heads = [1, 3];
        IReadOnlyList<StrongestKeys> all = StrongestKeys.Of(model, read, layers, heads);
        foreach (int token in (int[])[0, 5, 31, 32, 40, read.Length - 1])
        {
            var one = TokenAttention.Of(model, read, token);
            float best = layers.SelectMany(l => heads.Select(h
                => Enumerable.Range(0, read.Length).Where(t => t != token && !one.IsSink(t)).Max(t => one.Weights[l][h][t]))).Max();
            Assert.Equal(best, all[token].Weight);
            Assert.Equal(best, one.Weights[all[token].Layer][all[token].Head][all[token].Key]);
            Assert.Equal(layers.Average(l => one.SinkShare(l, heads)), all[token].SinkShare, 1e-5f);
        }
    }

    [Fact]
    public void Find_WordsAndNumbers()
    {
        using LanguageModel model = ModelFolder.Load(Encoder());
        ReadText read = ReadText.Of(model, Big);
        Assert.Equal("it", read.Show(read.Find("it")));
        Assert.Equal(3, read.Find("3"));
        Assert.Equal("suitcase", read.Show(read.Find("Suitcase")));
        Assert.Contains("no word 'box'", Assert.Throws<HeedException>(() => read.Find("box")).Message);
        Assert.Contains("from 0 to", Assert.Throws<HeedException>(() => read.Find("99")).Message);
        string twice = Assert.Throws<HeedException>(() => ReadText.Of(model, Big + " " + Big).Find("it")).Message;
        Assert.Contains("occurs 2 times", twice);
    }

    [Fact]
    public void UnknownWords_AreThoseTrainingNeverSaw()
    {
        using LanguageModel model = ModelFolder.Load(Encoder());
        Assert.Empty(ReadText.Of(model, Big).UnknownWords(model));
        Assert.Equal(["zeppelin"], ReadText.Of(model, "The zeppelin was too big for the zeppelin.").UnknownWords(model));
    }

    /// <summary>Heads whose strongest key from "it" is the right noun, and which give the other noun less.</summary>
    private static HashSet<(int, int)> HeadsThatChoose(LanguageModel model, string text, string right, string other)
    {
        ReadText read = ReadText.Of(model, text);
        var attention = TokenAttention.Of(model, read, read.Find("it"));
        int rightToken = read.Find(right), otherToken = read.Find(other);
        var heads = new HashSet<(int, int)>();
        for (int l = 0; l < attention.Weights.Length; l++)
            for (int h = 0; h < attention.Weights[l].Length; h++)
                if (attention.Strongest(l, h, 1)[0].Token == rightToken
                    && attention.Weights[l][h][rightToken] > attention.Weights[l][h][otherToken]) heads.Add((l, h));
        return heads;
    }

    private static string Encoder() => BuiltInModel.Path("tiny-encoder");
}
