using Heed.Autograd;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>The loss before each step of an optimiser that trains a model on one batch over and over.</summary>
internal static class OptimizerLosses
{
    /// <summary>Trains and compares. The model is loaded afresh, because training changes it.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="file">grads.safetensors, which has the batch.</param>
    /// <param name="item">An entry of "training" in expected.json.</param>
    public static Outcome Check(string folder, string file, JsonPart item)
    {
        double[] expected = [.. item["losses_before_each_step"].Items().Select(loss => loss.Fraction())];
        using LanguageModel model = ModelFolder.Load(folder, LoadOptions.ForTraining);
        using SafetensorsFile tensors = SafetensorsFile.Open(file);
        LabelledBatch batch = LabelledBatch.Read(tensors, model.Transformer.Blueprint);
        IReadOnlyList<Tensor> parameters = model.Transformer.Parameters;
        foreach (Tensor parameter in parameters) parameter.RequiresGradient = true;
        float rate = (float)item["lr"].Fraction();
        string optimizer = item["optimizer"].Text().Split('.')[^1];
        using AdamW? adam = optimizer == "AdamW" ? Adam(parameters, item) : null;
        if (adam is null && optimizer != "SGD") return Outcome.Skipped($"optimizer {optimizer}: Heed has AdamW and SGD");

        var actual = new double[expected.Length];
        for (int step = 0; step < actual.Length; step++)
        {
            using var tape = new Tape(recording: true);
            Tensor loss = batch.Loss(tape, model.Transformer);
            actual[step] = loss.Span[0];
            tape.Backward(loss);
            if (adam is not null) adam.Step(rate);
            else Descend(parameters, rate);
        }
        var comparison = new Comparison();
        comparison.Tensor("losses", [expected.Length], expected, [actual.Length], actual, Tolerance.Loss);
        return comparison.Outcome();
    }

    private static AdamW Adam(IReadOnlyList<Tensor> parameters, JsonPart item)
    {
        float[] betas = [.. item["betas"].Items().Select(beta => (float)beta.Fraction())];
        if (betas.Length != 2) throw item["betas"].Error("expected two numbers");
        return new AdamW(parameters, betas[0], betas[1], (float)item["eps"].Fraction(), (float)item["weight_decay"].Fraction(), decayAll: true);
    }

    private static void Descend(IReadOnlyList<Tensor> parameters, float rate)
    {
        foreach (Tensor parameter in parameters)
        {
            Span<float> x = parameter.Span, g = parameter.Gradient;
            for (int i = 0; i < g.Length; i++) x[i] -= rate * g[i];
            parameter.ClearGradient();
        }
    }
}
