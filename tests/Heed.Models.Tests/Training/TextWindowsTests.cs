using Heed.Autograd;
using Heed.Models.Tokenizers;
using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

/// <summary>Windows of plain text are what the model is given later: a text with the tokenizer's special tokens around it.</summary>
public class TextWindowsTests
{
    private const int Window = 12;

    [Fact]
    public void Draw_Decoder_StartsWithItsStartTokenAndPredictsTheNext()
    {
        Tokenizer tokenizer = BytePairTrainer.Train(["the cat sat"], 270, ["<|endoftext|>"], "<|endoftext|> $A");
        int start = tokenizer.TokenToId("<|endoftext|>")!.Value;
        int[] text = [.. Enumerable.Range(100, 50)];
        var windows = new TextWindows(text, tokenizer, Window, maskToken: null, maskRate: 0, seed: 1);
        for (int i = 0; i < 100; i++)
        {
            TrainingExample example = windows.Draw(i, level: 1);
            Assert.Equal(Window, example.Ids.Length);
            Assert.Equal(start, example.Ids[0]);
            Assert.Equal(Enumerable.Range(example.Ids[1], Window - 1), example.Ids[1..]);
            Assert.Equal(Enumerable.Range(example.Ids[1], Window), example.Labels);
        }
    }

    [Fact]
    public void Draw_Encoder_StandsBetweenItsSpecialTokensWhichAreNeverMasked()
    {
        Tokenizer tokenizer = BytePairTrainer.Train(["the cat sat"], 270, ["[CLS]", "[SEP]", "[MASK]"], "[CLS] $A [SEP]");
        int cls = tokenizer.TokenToId("[CLS]")!.Value, sep = tokenizer.TokenToId("[SEP]")!.Value, mask = tokenizer.TokenToId("[MASK]")!.Value;
        int[] text = [.. Enumerable.Range(100, 50)];
        var windows = new TextWindows(text, tokenizer, Window, mask, maskRate: 0.5, seed: 1);
        int masked = 0;
        for (int i = 0; i < 100; i++)
        {
            TrainingExample example = windows.Draw(i, level: 1);
            Assert.Equal((Window, cls, sep), (example.Ids.Length, example.Ids[0], example.Ids[^1]));
            Assert.Equal((Operations.IgnoredLabel, Operations.IgnoredLabel), (example.Labels[0], example.Labels[^1]));
            int[] original = [.. example.Ids.Zip(example.Labels, (id, label) => id == mask ? label : id)];
            Assert.Equal(Enumerable.Range(original[1], Window - 2), original[1..^1]);
            Assert.All(example.Ids.Zip(example.Labels), pair => Assert.Equal(pair.First == mask, pair.Second != Operations.IgnoredLabel));
            masked += example.Ids.Count(id => id == mask);
        }
        Assert.InRange(masked, 400, 600);
    }

    [Fact]
    public void Draw_TextShorterThanTheWindow_IsTakenWhole()
    {
        Tokenizer tokenizer = BytePairTrainer.Train(["the cat sat"], 270, ["<|endoftext|>"], "<|endoftext|> $A");
        TrainingExample example = new TextWindows([100, 101, 102], tokenizer, Window, maskToken: null, maskRate: 0, seed: 1).Draw(0, level: 1);
        Assert.Equal([100, 101], example.Ids[1..]);
        Assert.Equal([100, 101, 102], example.Labels);
    }

    [Fact]
    public void New_WindowWithoutRoomForText_IsRefused()
    {
        Tokenizer tokenizer = BytePairTrainer.Train(["the cat sat"], 270, ["[CLS]", "[SEP]", "[MASK]"], "[CLS] $A [SEP]");
        Assert.Contains("expected more than 2 tokens", Assert.Throws<HeedException>(() => new TextWindows([100, 101], tokenizer, 2, 3, 0.15, 1)).Message);
    }
}
