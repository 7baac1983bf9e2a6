using Heed.Autograd;

namespace Heed.Models;

/// <summary>The weights of a model that has learned nothing.</summary>
internal static class FreshWeights
{
    /// <summary>Makes them: a pure function of the blueprint and the seed.</summary>
    public static Dictionary<string, Tensor> Of(Blueprint blueprint, ulong seed)
    {
        var parameters = new Dictionary<string, Tensor>();
        ulong stream = 0;
        foreach (ParameterSpec spec in ParameterSpecs.Of(blueprint))
        {
            var tensor = new Tensor(spec.Shape, spec.Name);
            var random = new Randomness(seed, stream++);
            Fill(tensor, spec.Start, blueprint, ref random);
            parameters.Add(spec.Name, tensor);
        }
        if (blueprint.LookBack.Count > 0 && blueprint.Positions == PositionKind.Rotary) RotaryLookBackStart.Apply(blueprint, parameters);
        else if (blueprint.LookBack.Count > 0) LookBackStart.Apply(blueprint, parameters);
        return parameters;
    }

    private static void Fill(Tensor tensor, ParameterStart start, Blueprint blueprint, ref Randomness random)
    {
        float deviation = blueprint.InitialDeviation;
        for (int i = 0; i < tensor.Count; i++)
        {
            (int row, int column) = Math.DivRem(i, tensor.Columns);
            tensor.Span[i] = start switch
            {
                ParameterStart.One => 1f,
                ParameterStart.Normal => deviation * Normal(ref random),
                // Radford et al. 2019 scale what adds to a stream that nothing norms; BERT, which norms every sum, does not.
                ParameterStart.ResidualNormal when blueprint.NormPlace == NormPlace.Before
                    => deviation / MathF.Sqrt(2f * blueprint.Layers) * Normal(ref random),
                ParameterStart.ResidualNormal => deviation * Normal(ref random),
                ParameterStart.Sinusoidal => deviation * MathF.Sqrt(2) * (float)SinusoidalStart.Value(row, column, tensor.Columns,
                    tensor.Rows),
                _ => 0f,
            };
        }
    }

    // Box and Muller 1958.
    private static float Normal(ref Randomness random)
        => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
