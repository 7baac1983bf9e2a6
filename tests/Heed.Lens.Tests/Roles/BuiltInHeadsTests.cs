using Heed.Lens.Roles;
using Heed.Models;

namespace Heed.Lens.Tests.Roles;

/// <summary>What the heads of the built-in models do.</summary>
public class BuiltInHeadsTests
{
    [Fact]
    public void Encoder_LastLayer_FindsWhatItIs()
    {
        IReadOnlyList<HeadProfile> heads = Heads("tiny-encoder");
        Assert.Equal(4, heads.Count(head => head.Place.Layer == 3 && head.Roles.Contains("coreference") && head.Roles.Contains("answer")));
        HeadScore score = heads[^1].Scores["coreference"];
        Assert.True(score.Value > 0.95 && score.Baseline < 0.75, $"{score.Value}, {score.BaselineIs} {score.Baseline}");
    }

    [Fact]
    public void Decoder_FirstLayer_LooksBackOneTwoAndThree()
    {
        IReadOnlyList<HeadProfile> heads = Heads("tiny-decoder");
        Assert.Equal(["−1", "−2", "−3"], heads.Take(3).Where(head => head.Roles.Contains("positional")).Select(head => head.Scores["positional"].Where));
        Assert.Contains("previous token", heads[0].Roles);
        Assert.All(heads.Where(head => head.Place.Layer == 1), head => Assert.Contains("sink", head.Roles));
    }

    [Fact]
    public void Of_AText_ReplacesTheTextAlone()
    {
        using LanguageModel model = ModelFolder.Load(Folder("tiny-encoder"));
        ReadText text = ReadText.Of(model, "The trophy would not fit in the suitcase because it was too big.");
        IReadOnlyList<HeadSample> samples = HeadSamples.Of(model, text);
        Assert.Equal(text.Encoding.Ids, Assert.Single(samples, sample => sample.Kind == HeadSampleKind.Text).Batch.Ids);
        Assert.Contains(samples, sample => sample.Kind == HeadSampleKind.Repeated);
        Assert.Contains(samples, sample => sample.Kind == HeadSampleKind.Marked);
    }

    [Fact]
    public void Marks_OfFits_NameThePronounAndItsNoun()
    {
        using LanguageModel model = ModelFolder.Load(Folder("tiny-encoder"));
        int mask = model.RequireTokenizer().TokenToId("[MASK]")!.Value, it = model.RequireTokenizer().Encode("because it", addSpecialTokens: false).Ids[^1];
        HeadSample[] marked = [.. HeadSamples.Of(model).Where(sample => sample.Marks.Any(mark => mark.Question == "coreference"))];
        Assert.NotEmpty(marked);
        foreach (HeadSample sample in marked)
        {
            HeadMark coreference = sample.Marks.Single(mark => mark.Question == "coreference"), answer = sample.Marks.Single(mark => mark.Question == "answer");
            Assert.Equal(it, sample.Batch.Ids[coreference.Row]);
            Assert.Equal(mask, sample.Batch.Ids[answer.Row]);
            Assert.Equal(coreference.Targets, answer.Targets);
            Assert.All(coreference.Targets, target => Assert.NotEqual(mask, sample.Batch.Ids[target]));
        }
    }

    private static IReadOnlyList<HeadProfile> Heads(string name)
    {
        using LanguageModel model = ModelFolder.Load(Folder(name));
        return HeadRoles.Measure(model.Transformer, HeadSamples.Of(model));
    }

    private static string Folder(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx"))) return Path.Combine(folder.FullName, "models", name);
        throw new DirectoryNotFoundException("Expected Heed.slnx in a folder above the tests.");
    }
}
