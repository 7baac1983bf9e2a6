using Heed.Autograd;
using Heed.Models.Families;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>The loss of a batch and the gradient of every parameter, under the names Hugging Face gives them.</summary>
internal static class ModelGradients
{
    private const string Prefix = "grad.";

    /// <summary>Runs forward and backward and compares.</summary>
    /// <param name="model">The model; its gradients are cleared afterwards.</param>
    /// <param name="file">grads.safetensors.</param>
    /// <param name="listed">What expected.json says of it; may be null.</param>
    public static Outcome Check(LanguageModel model, string file, JsonPart listed)
    {
        using SafetensorsFile tensors = SafetensorsFile.Open(file);
        Transformer transformer = model.Transformer;
        IModelFamily family = ModelFamilies.Of(model.Architecture)!;
        var comparison = new Comparison();
        LabelledBatch batch = LabelledBatch.Read(tensors, transformer.Blueprint);
        foreach (Tensor parameter in transformer.Parameters) parameter.RequiresGradient = true;
        try
        {
            using var tape = new Tape(recording: true);
            Tensor loss = batch.Loss(tape, transformer);
            if (tensors.Contains("loss")) comparison.Number("loss", tensors.ReadDoubles("loss")[0], loss.Span[0], Tolerance.Loss);
            if (!listed.IsNull && !listed["loss"].IsNull) comparison.Number("loss", listed["loss"].Fraction(), loss.Span[0], Tolerance.Loss);
            tape.Backward(loss);

            var named = transformer.Parameters.ToDictionary(parameter
                => ModelFolder.NameFor(family, transformer.Blueprint, parameter.Name));
            foreach (string name in tensors.Entries.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                if (!named.Remove(name[Prefix.Length..], out Tensor? parameter))
                {
                    comparison.Problem($"{name}: {model.Architecture} has no such parameter");
                    continue;
                }
                // Parameters the loss does not reach have no gradient here and zeros there.
                double[] actual = parameter.HasGradient ? ReferenceTensors.Widen(parameter.Gradient) : new double[parameter.Count];
                comparison.Tensor(
                    name, tensors.Entry(name).Shape, tensors.ReadDoubles(name), Array.ConvertAll(parameter.Shape.ToArray(), n => (long)n), actual, Tolerance.Gradients);
            }
            foreach ((string name, Tensor parameter) in named)
                if (parameter.HasGradient) comparison.Problem($"{Prefix}{name}: {Path.GetFileName(file)} has no such tensor");
        }
        finally
        {
            foreach (Tensor parameter in transformer.Parameters)
            {
                parameter.ClearGradient();
                parameter.RequiresGradient = false;
            }
        }
        return comparison.Outcome();
    }
}
