using System.Globalization;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Positions;

/// <summary>Tasks in the tiny language of the built-in models, with known answers: nothing has to be written to run one.</summary>
public static class GeneratedPositions
{
    // A stream of its own: no sample is one that training drew.
    private const ulong Stream = 0x504F5354;

    private const int LeastNumber = 10, Numbers = 90, FillerSentences = 200;

    /// <summary>What there is: a code among filler sentences, among codes of other names, or a passage with a code among such passages.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["needle", "keys", "passages"];

    /// <summary>Samples of a kind.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">They follow from it.</param>
    /// <exception cref="HeedException">There is no such kind.</exception>
    public static IReadOnlyList<PositionSample> Samples(string kind, int count, ulong seed)
    {
        if (!Kinds.Contains(kind)) throw new HeedException($"generate: expected {string.Join(", ", Kinds)}; got '{kind}'.");
        if (count < 1) throw new HeedException($"samples: expected at least 1; got {count}.");
        return [.. Enumerable.Range(0, count).Select(index => Sample(kind, new Randomness(seed, Stream, (ulong)index)))];
    }

    private static PositionSample Sample(string kind, Randomness random)
    {
        int names = WordLists.KeyNames.Count * WordLists.Items.Count;
        int[] order = random.Distinct(names, names);
        string asked = NameOf(order[0]);
        int number = Draw(ref random);
        var around = new List<string>();
        for (int i = 1; i < names && kind != "needle"; i++) around.Add(Passage(kind, ref random, NameOf(order[i]), Draw(ref random)));
        for (int i = 0; i < FillerSentences && kind == "needle"; i++) around.Add(Filler.Sentence(ref random));
        return new PositionSample
        {
            Span = Passage(kind, ref random, asked, number),
            Question = KeyFact.Question(asked),
            Answer = number.ToString(CultureInfo.InvariantCulture),
            Around = around,
            Repeats = kind == "needle",
        };
    }

    private static string Passage(string kind, ref Randomness random, string name, int number)
        => (kind == "passages" ? Filler.Sentence(ref random) + " " : "") + KeyFact.Statement(name, number);

    private static int Draw(ref Randomness random) => LeastNumber + random.NextInt(Numbers);

    private static string NameOf(int name) => $"{WordLists.KeyNames[name / WordLists.Items.Count]} {WordLists.Items[name % WordLists.Items.Count]}";
}
