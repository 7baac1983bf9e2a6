using Field = Heed.Lens.Planted.PlantedWeights.Field;

namespace Heed.Lens.Planted;

/// <summary>Keys and values side by side, and a question mark behind the key that is asked about.</summary>
internal static class LookupCircuit
{
    private const int Question = 1, FirstKey = 2, Keys = 31, Values = 31, MostPairs = 28;

    public static PlantedModel Create()
    {
        var weights = new PlantedWeights(layers: 2, fields: 5);
        weights.MatchPrevious(0, 0);
        weights.NotItself(0, 0);
        weights.Copy(0, 0, Field.Token, Field.Previous);
        Asker(weights);
        weights.Copy(0, 1, Field.Token, Field.Asked);
        weights.MatchFields(1, 0, Field.Asked, Field.Previous);
        // The question mark stands behind the key too, and is no value.
        weights.In("q", 1, 0, PlantedWeights.At(Field.Token, Question), PlantedWeights.Size, -2 * PlantedWeights.Match);
        weights.In("k", 1, 0, PlantedWeights.At(Field.Token, Question), PlantedWeights.Size, 1);
        weights.Copy(1, 0, Field.Token, Field.Answer);
        return new PlantedModel("planted-lookup", weights.Finish(),
            [
                new(0, 0, "writes down the token before", ["previous token", "positional", "local"]),
                new(0, 1, "at the question mark, writes down the key that is asked about", []),
                new(1, 0, "at the question mark, looks the key up and gives its value", ["retrieval"]), new(1, 1, "nothing", []),
            ],
            [.. Enumerable.Range(FirstKey, Keys + Values)], Prompt);
    }

    /// <summary>
    /// A head that from the question mark attends to the last token but itself: later places score higher, the mark itself far lower. Other rows see
    /// all alike.
    /// </summary>
    private static void Asker(PlantedWeights weights)
    {
        weights.In("q", 0, 1, PlantedWeights.At(Field.Token, Question), 0, 1);
        for (int i = 0; i < PlantedWeights.Size; i++) weights.In("k", 0, 1, PlantedWeights.At(Field.Position, i), 0, PlantedWeights.Match * i);
        weights.In("k", 0, 1, PlantedWeights.At(Field.Token, Question), 0, -2 * PlantedWeights.Match * PlantedWeights.Size);
    }

    /// <summary>The first key is not asked about: if it is cut off from the start, it can only see itself.</summary>
    private static PlantedPrompt Prompt(Random random)
    {
        int[] keys = [.. Enumerable.Range(FirstKey, Keys)], values = [.. Enumerable.Range(FirstKey + Keys, Values)];
        random.Shuffle(keys);
        random.Shuffle(values);
        int pairs = random.Next(2, MostPairs + 1), asked = random.Next(1, pairs), key = 2 * asked + 2, last = 2 * pairs + 2;
        return new PlantedPrompt(
            [0, .. Enumerable.Range(0, pairs).SelectMany(i => new[] { keys[i], values[i] }), keys[asked], Question], values[asked], key,
            [
                new(1, 0, last, key, "the value of the key that is asked about"),
                new(0, 0, key, key - 1, "tells the value which key it belongs to"),
                new(0, 1, last, last - 1, "tells the question mark which key is asked about"),
            ]);
    }
}
