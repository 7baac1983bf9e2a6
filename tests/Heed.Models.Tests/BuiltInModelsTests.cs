using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Tests;

/// <summary>What the shipped models can do, measured from their files on held-out sentences.</summary>
public class BuiltInModelsTests
{
    private const int Sentences = 200;

    public static TheoryData<string, string, double> Asked
    {
        get
        {
            var data = new TheoryData<string, string, double>();
            foreach (string model in (string[])["tiny-decoder", "tiny-encoder"])
                foreach ((string family, double share) in ((string, double)[])[
                    ("fits", 0.95), ("overhead", 0.95), ("clause", 0.95), ("object_clause", 0.95), ("give", 0.95), ("support", 0.95),
                    ("agreement", 0.98), ("code", 0.90), ("keys", 0.90), ("repeat", 0.90)])
                    data.Add(model, family, share);
            // One that is asked about long texts, and about the short ones it learned from.
            foreach (string family in (string[])["code", "keys"]) data.Add("tiny-long", family, 0.90);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void HeldOutAccuracy_IsAtLeastWhatIsAsked(string model, string family, double share)
    {
        using LanguageModel loaded = ModelFolder.Load(Repository.Model(model));
        (int right, int total) = Accuracy.Measure(loaded, family, Sentences);
        Assert.True(total >= Sentences, $"{total} answers");
        Assert.True(right >= share * total, $"{model} {family}: {right} of {total}");
    }

    [Theory]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-encoder")]
    [InlineData("tiny-long")]
    public void Folder_IsUnderFourMegabytes(string model)
        => Assert.True(Directory.EnumerateFiles(Repository.Model(model), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) < 4_000_000);

    [Theory]
    [InlineData("keys_long")]
    [InlineData("code_long")]
    [InlineData("needle")]
    [InlineData("passages")]
    public void TinyLong_TextsOfAboutItsWindow_AreAnswered(string family)
    {
        const int Window = 4096, Asked = 4060, Texts = 24; // texts come out a little longer than asked for
        using LanguageModel model = ModelFolder.Load(Repository.Model("tiny-long"));
        Assert.Equal(Window, model.Transformer.Blueprint.MaxPositions);
        (int right, int total) = Accuracy.Measure(model, family, Texts, new Difficulty(1) { Longest = Asked, Shortest = Asked }, seed: 4_096);
        Assert.True(total >= 2 * Texts, $"{total} answers");
        Assert.True(right >= 0.90 * total, $"{family} at {Window} tokens: {right} of {total}");
    }

    [Theory]
    [InlineData("tiny-decoder")]
    [InlineData("tiny-encoder")]
    public void Card_SaysWhatTheFilesShow(string model)
    {
        ModelCard card = ModelCard.Read(Repository.Model(model));
        Assert.NotEmpty(card.About);
        using LanguageModel loaded = ModelFolder.Load(Repository.Model(model));
        (int right, int total) = Accuracy.Measure(loaded, "fits", 500);
        Assert.Equal(card.Accuracy["fits"], (double)right / total, 0.01);
    }
}
