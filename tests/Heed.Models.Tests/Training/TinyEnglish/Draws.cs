using Heed.Models.Training.TinyEnglish;
using CorpusFamilies = Heed.Models.Training.TinyEnglish.Families;

namespace Heed.Models.Tests.Training.TinyEnglish;

/// <summary>Sentences of one family, for tests.</summary>
internal static class Draws
{
    public static TheoryData<string> AllFamilies => [.. CorpusFamilies.All.Select(family => family.Name)];

    public static TheoryData<string> PairFamilies => [.. Of(pair: true)];

    public static TheoryData<string> FreeFamilies => [.. Of(pair: false)];

    public static IEnumerable<Sentence> Of(string family, int count, Split split = Split.Training, double level = 1)
    {
        var corpus = new TinyEnglishCorpus(seed: 7);
        var only = new Mixture(new Dictionary<string, double> { [family] = 1 });
        for (int index = 0; index < count; index++)
            yield return corpus.Sentence(index, split, new Difficulty(level), only);
    }

    private static IEnumerable<string> Of(bool pair) =>
        CorpusFamilies.All.Where(family => family is FreeFamily != pair).Select(family => family.Name);
}
