using Heed.Models;

namespace Heed.Lens.Tests;

public class TellingTokenTests
{
    [Theory]
    [InlineData("tiny-encoder", "The dog saw the cat because it was big.", "it")]
    [InlineData("tiny-encoder", "The [MASK] saw it.", "[MASK]")]
    [InlineData("tiny-encoder", "The dog saw the cat.", "cat")]
    [InlineData("tiny-encoder", "the dog saw the cat because it was big.", "it")]
    [InlineData("tiny-decoder", "The dog saw the cat because it was", "was")]
    [InlineData("tiny-decoder", "The dog saw the cat.", ".")]
    public void Of_Text_IsWhatOneWouldAskAboutFirst(string name, string text, string expected)
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path(name));
        var read = ReadText.Of(model, text);
        Assert.Equal(expected, read.Show(TellingToken.Of(model, read)));
    }

    [Fact]
    public void TellingHead_OfALayer_HasTheLargestWeightOnOneOtherWord()
    {
        using LanguageModel model = ModelFolder.Load(BuiltInModel.Path("tiny-encoder"));
        var read = ReadText.Of(model, "The trophy would not fit in the suitcase because it was too big.");
        int from = read.Find("it");
        var attention = TokenAttention.Of(model, read, from);
        for (int layer = 0; layer < attention.Weights.Length; layer++)
        {
            (int best, float most) = (-1, -1);
            for (int head = 0; head < attention.Weights[layer].Length; head++)
                for (int w = 0; w < read.Words.Count; w++)
                {
                    float sum = 0;
                    for (int t = 0; t < read.Length; t++)
                        if (read.WordOf[t] == w) sum += attention.Weights[layer][head][t];
                    if (w != read.WordOf[from] && read.Words[w].IsWord && sum > most) (best, most) = (head, sum);
                }
            Assert.Equal(best, attention.TellingHead(layer));
        }
    }
}
