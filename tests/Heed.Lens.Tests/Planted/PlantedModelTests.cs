using Heed.Autograd;
using Heed.Lens.Planted;
using Heed.Lens.Roles;
using Heed.Lens.Tests.WholeMap;
using Heed.Models.Generation;

namespace Heed.Lens.Tests.Planted;

/// <summary>Planted circuits answer right, and the measures of heads find what was planted and nothing else.</summary>
public class PlantedModelTests
{
    public static TheoryData<string> Names => ["planted-induction", "planted-duplicate", "planted-lookup"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answer_OfRandomPrompts_IsAlwaysRight(string name)
    {
        using PlantedModel model = Create(name);
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            PlantedPrompt prompt = model.Prompt(random);
            using var tape = new Tape(recording: false);
            Tensor hidden = model.Transformer.Hidden(tape, new(prompt.Ids));
            Assert.Equal(prompt.Answer, Sampler.Likeliest(model.Transformer.TokenLogits(tape, hidden, [prompt.Ids.Length - 1]).Span));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Roles_OfEveryHead_AreThosePlantedAndNoOther(string name)
    {
        using PlantedModel model = Create(name);
        IReadOnlyList<HeadProfile> found = HeadRoles.Measure(model.Transformer, HeadSamples.Of(model), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(model.Heads.Count, found.Count);
        foreach (PlantedHead head in model.Heads)
        {
            HeadProfile profile = found.Single(f => f.Place.Layer == head.Layer && f.Head == head.Head);
            string which = $"{head.Layer}.{head.Head} ";
            Assert.Equal(which + string.Join(", ", head.Roles.Order()), which + string.Join(", ", profile.Roles.Order()));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Attention_OfEveryPlantedEdge_IsNearlyAllOfItsRow(string name)
    {
        using PlantedModel model = Create(name);
        var random = new Random(2);
        for (int i = 0; i < 20; i++)
        {
            PlantedPrompt prompt = model.Prompt(random);
            MapCases.Reference(model.Transformer, new(prompt.Ids), Lens.WholeMap.MapStack.Main, null, places =>
            {
                // A match scores e^12 times what each of at most 63 other keys does; fields written by heads that are a little unsure lower that to e^11.5.
                double least = 1 / (1 + 63 * Math.Exp(-11.5));
                foreach (PlantedEdge edge in prompt.Edges) Assert.InRange(places[edge.Layer].Weights[edge.Head][edge.Query, edge.Key], least, 1);
            });
        }
    }

    internal static PlantedModel Create(string name) => name switch
    {
        "planted-induction" => PlantedModels.Induction(),
        "planted-duplicate" => PlantedModels.Duplicate(),
        _ => PlantedModels.Lookup(),
    };
}
