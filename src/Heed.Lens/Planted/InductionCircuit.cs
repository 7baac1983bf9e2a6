using Field = Heed.Lens.Planted.PlantedWeights.Field;

namespace Heed.Lens.Planted;

/// <summary>A previous-token head, and a head that looks for a place whose token before is its own token.</summary>
internal static class InductionCircuit
{
    private const int Longest = 30; // one start and two copies fit the window

    public static PlantedModel Create()
    {
        var weights = new PlantedWeights(layers: 2, fields: 4);
        weights.MatchPrevious(0, 0);
        weights.NotItself(0, 0);
        weights.Copy(0, 0, Field.Token, Field.Previous);
        weights.MatchFields(1, 0, Field.Token, Field.Previous);
        weights.Copy(1, 0, Field.Token, Field.Answer);
        return new PlantedModel("planted-induction", weights.Finish(),
            [
                new(0, 0, "writes down the token before", ["previous token", "positional", "local"]), new(0, 1, "nothing", []),
                new(1, 0, "looks for what followed its token before, and gives it", ["induction", "copying", "retrieval"]), new(1, 1, "nothing", []),
            ],
            [.. Enumerable.Range(1, PlantedWeights.Size - 1)], Prompt);
    }

    /// <summary>
    /// The start, different tokens, and the first of them once more up to somewhere, but to the second at least: if the first one is cut off from the
    /// start, it can only see itself.
    /// </summary>
    private static PlantedPrompt Prompt(Random random)
    {
        int[] tokens = [.. Enumerable.Range(1, PlantedWeights.Size - 1)];
        random.Shuffle(tokens);
        int count = random.Next(4, Longest + 1), again = random.Next(2, count), key = again + 1, last = count + again;
        return new PlantedPrompt([0, .. tokens[..count], .. tokens[..again]], tokens[again], key,
            [
                new(1, 0, last, key, "the token that followed this one before"),
                new(0, 0, key, key - 1, "tells the key which token stands before it"),
            ]);
    }
}
