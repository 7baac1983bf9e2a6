using Heed.Autograd;

namespace Heed.Models.Cost;

/// <summary>
/// What an operation costs however small it is, from passes of a real small model: what they take beyond their arithmetic. A few operations repeated by
/// themselves find less of it, since their memory is warm and their threads are awake.
/// </summary>
internal static class SmallPass
{
    /// <summary>Tokens that are read together in the wide pass.</summary>
    public const int Rows = 32;

    private static readonly CostShape s_shape = new()
    {
        Layers = 4, Width = 128, Heads = 4, KeyValueHeads = 4, HeadSize = 32, HiddenWidth = 512, Vocabulary = 1024, MaxPositions = 2 * Rows, IsGated = false,
        TiedHead = true,
    };

    /// <summary>Seconds an operation.</summary>
    /// <param name="rates">The machine but for this.</param>
    /// <param name="rows">1 for a token behind others, more for reading a text.</param>
    /// <param name="seconds">Takes the time of a pass.</param>
    public static double Overhead(Calibration rates, int rows, Func<Action, double> seconds)
    {
        Blueprint blueprint = s_shape.Blueprint();
        using var model = Transformer.Create(blueprint, seed: 1);
        using var kept = new KeyValueCache(blueprint, 1, blueprint.MaxPositions, ElementType.Float32);
        var pass = new ModelPass(model, batch: 1);
        var cost = new CostModel(blueprint);
        CostPoint at = cost.At(Rows);
        pass.Read(Rows, kept);
        (double measured, double explained) = rows > 1
            ? (seconds(() => pass.Read(Rows, kept)), TimePrediction.Prefill(cost, at, rates).Total)
            : (seconds(() => pass.Next(Rows, kept)), TimePrediction.Token(cost, at, rates)!.Value.Total);
        // A machine that does something else meanwhile may seem to take less than nothing.
        const double Least = 1e-8;
        return Math.Max(Least, (measured - explained) / RestWork.Calls(blueprint));
    }
}
