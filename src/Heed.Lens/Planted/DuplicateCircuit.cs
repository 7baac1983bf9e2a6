using Field = Heed.Lens.Planted.PlantedWeights.Field;

namespace Heed.Lens.Planted;

/// <summary>One head that looks for its own token at another place, and tells the place.</summary>
internal static class DuplicateCircuit
{
    public static PlantedModel Create()
    {
        var weights = new PlantedWeights(layers: 1, fields: 3);
        weights.MatchFields(0, 0, Field.Token, Field.Token);
        weights.NotItself(0, 0);
        weights.Copy(0, 0, Field.Position, Field.Answer);
        return new PlantedModel("planted-duplicate", weights.Finish(),
            [new(0, 0, "looks for its own token further back, and tells where", ["duplicate token"]), new(0, 1, "nothing", [])],
            [.. Enumerable.Range(1, PlantedWeights.Size - 1)], Prompt);
    }

    private static PlantedPrompt Prompt(Random random)
    {
        int[] tokens = [.. Enumerable.Range(1, PlantedWeights.Size - 1)];
        random.Shuffle(tokens);
        int count = random.Next(3, PlantedWeights.Size - 2), key = random.Next(1, count + 1);
        return new PlantedPrompt([0, .. tokens[..count], tokens[key - 1]], key, key, [new(0, 0, count + 1, key, "the same token before")]);
    }
}
