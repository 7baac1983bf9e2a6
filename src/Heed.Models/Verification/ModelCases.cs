using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>A model folder with the outputs, generations, gradients and training losses another library computed from it.</summary>
/// <param name="folder">The folder.</param>
internal sealed class ModelCases(string folder) : ICaseSource
{
    public IEnumerable<VerificationCase> Cases()
    {
        string jsonFile = Path.Combine(folder, "expected.json");
        JsonPart json = File.Exists(jsonFile) ? ReferenceJson.Read(jsonFile) : default;
        // A copy of another model's weights in other files has that model's expectations.
        string source = folder;
        if (Member(json, "same_weights_as") is { IsNull: false } other)
        {
            source = Path.Combine(folder, "..", Path.GetFileName(other.Text()));
            json = ReferenceJson.Read(Path.Combine(source, "expected.json"));
        }

        var model = new Lazy<LanguageModel>(() => ModelFolder.Load(folder));
        string tensorFile = Path.Combine(source, "expected.safetensors");
        using SafetensorsFile? tensors = File.Exists(tensorFile) ? SafetensorsFile.Open(tensorFile) : null;
        try
        {
            foreach ((string run, JsonPart item) in Runs(json, tensors))
                yield return new VerificationCase(run, () => ModelRun.Check(
                    model.Value, tensors ?? throw new HeedException($"{tensorFile}: there is no such file; expected the tensors of run '{run}'."), run, item));

            foreach (JsonPart item in Items(json, "greedy"))
            {
                string name = item["name"].Text();
                yield return new VerificationCase($"{name}/cached", () => GreedyGeneration.Check(model.Value, item, cached: true));
                yield return new VerificationCase($"{name}/uncached", () => GreedyGeneration.Check(model.Value, item, cached: false));
            }

            JsonPart gradients = Member(json, "gradients");
            string gradientFile = Path.Combine(source, "grads.safetensors");
            if (gradients.IsNull && !File.Exists(gradientFile)) yield break;
            yield return new VerificationCase("gradients", () =>
            {
                using LanguageModel trainable = ModelFolder.Load(folder, LoadOptions.ForTraining);
                return ModelGradients.Check(trainable, gradientFile, gradients);
            });
            foreach (JsonPart item in Items(gradients, "training"))
                yield return new VerificationCase($"training/{item["optimizer"].Text().Split('.')[^1]}", () => OptimizerLosses.Check(folder, gradientFile, item));
        }
        finally
        {
            if (model.IsValueCreated) model.Value.Dispose();
        }
    }

    private static IEnumerable<(string Name, JsonPart Item)> Runs(JsonPart json, SafetensorsFile? tensors)
    {
        const string Suffix = ".input_ids";
        var listed = new HashSet<string>();
        foreach (JsonPart item in Items(json, "runs"))
        {
            string name = item["name"].Text();
            if (listed.Add(name)) yield return (name, item);
        }
        if (tensors is null) yield break;
        foreach (string name in tensors.Entries.Keys.Where(key => key.EndsWith(Suffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            string run = name[..^Suffix.Length];
            if (!run.EndsWith(".decoder", StringComparison.Ordinal) && listed.Add(run)) yield return (run, default);
        }
    }

    private static JsonPart Member(JsonPart part, string name) => part.IsNull ? default : part[name];

    private static IEnumerable<JsonPart> Items(JsonPart part, string name) => Member(part, name) is { IsNull: false } list ? list.Items() : [];
}
