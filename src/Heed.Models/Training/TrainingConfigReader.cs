using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Heed.Models.Training;

/// <summary>Reads a training config from YAML. Every key it does not know is an error with its line.</summary>
public static class TrainingConfigReader
{
    /// <summary>Reads a file. Paths in it are relative to the file's folder.</summary>
    /// <exception cref="HeedException">The file is missing or something in it is wrong; the message names the line.</exception>
    public static TrainingConfig Read(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || !File.Exists(path)) throw new HeedException($"config: expected the path of a YAML file; there is no file '{path}'.");
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads a text; <paramref name="path"/> names it in messages and anchors its relative paths.</summary>
    public static TrainingConfig Parse(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new HeedException($"{path}, line {error.Start.Line}: expected YAML; {error.Message}", error);
        }
        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new HeedException($"{path}: expected one YAML document with keys such as \"model\" and \"steps\"; the file is empty or has another form.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var section = new Section(path, root);

        Section model = section.Child("model"), corpus = section.Child("corpus"), optimizer = section.Child("optimizer"), mixture = corpus.Child("mixture");
        var config = new TrainingConfig
        {
            File = path,
            Source = text,
            Output = Path.GetFullPath(Path.Combine(folder, section.Text("output") ?? throw section.Error("output", "expected the folder to write; it is missing"))),
            About = section.Text("about") ?? "",
            Seed = (ulong)section.Whole("seed", 1, 0, long.MaxValue),
            Family = model.OneOf("family", "gpt2", "gpt2", "llama", "bert"),
            Layers = model.Whole("layers", 4, 1, 1000),
            Width = model.Whole("width", 128, 1, 65536),
            Heads = model.Whole("heads", 4, 1, 65536),
            KeyHeads = model.Whole("key_heads", 0, 1, 65536),
            HeadSize = model.Whole("head_size", 0, 2, 65536),
            RopeTheta = model.Number("rope_theta", 10000, 1.001, 1e12),
            Hidden = model.Whole("hidden", 0, 1, 1 << 20),
            Window = model.Whole("window", 256, 2, 1 << 20),
            Vocabulary = model.Whole("vocabulary", 1024, 262, 1 << 20),
            Deviation = (float)model.Number("deviation", 0.02, 1e-6, 10),
            Positions = model.OneOf("positions", "normal", "normal", "sinusoidal") == "normal" ? ParameterStart.Normal : ParameterStart.Sinusoidal,
            LookBack = model.WholeList("look_back", -64, 64),
            Store = Enum.Parse<Weights.TensorType>(model.OneOf("store", "F32", "F32", "F16", "BF16")),
            Files = [.. corpus.List("files").Select(file => Path.GetFullPath(Path.Combine(folder, file)))],
            Mixture = mixture.Numbers([.. TinyEnglish.Families.All.Select(family => family.Name)]),
            OtherWeight = (float)corpus.Number("other_weight", 1, 0, 1),
            MaskRate = corpus.Number("mask_rate", 0.15, 0.01, 0.9),
            GrowFrom = corpus.Number("grow_from", 0, 0, 1),
            GrowUntil = corpus.Number("grow_until", 0, 0, 1),
            Steps = optimizer.Whole("steps", 1000, 1, int.MaxValue),
            BatchTokens = optimizer.Whole("batch_tokens", 4096, 1, 1 << 22),
            LearningRate = (float)optimizer.Number("learning_rate", 1e-3, 0, 10),
            FinalRate = (float)optimizer.Number("final_rate", 0.05, 0, 1),
            Warmup = optimizer.Whole("warmup", 100, 0, int.MaxValue),
            Decay = optimizer.Number("decay", 0.5, 0, 1),
            Beta1 = (float)optimizer.Number("beta1", 0.9, 0, 0.99999),
            Beta2 = (float)optimizer.Number("beta2", 0.98, 0, 0.99999),
            WeightDecay = (float)optimizer.Number("weight_decay", 0.01, 0, 10),
            Clip = (float)optimizer.Number("clip", 1, 0, 1e9),
            EvaluateEvery = section.Whole("evaluate_every", 0, 0, int.MaxValue),
            CheckpointEvery = section.Whole("checkpoint_every", 200, 1, int.MaxValue),
        };
        string? generator = corpus.Text("generator");
        if (generator is not (null or "tiny-english")) throw corpus.Error("generator", $"expected tiny-english; got {generator}");
        if (generator is not null && config.Files.Count > 0) throw corpus.Error("files", "expected either \"files\" or \"generator\", not both");
        foreach (string file in config.Files)
            if (!File.Exists(file)) throw corpus.Error("files", $"there is no file '{file}'");
        if (config.Mixture.Count > 0 && config.Mixture.Values.All(weight => weight == 0)) throw corpus.Error("mixture", "expected at least one weight above 0");
        if (config.HeadSize == 0 && config.Width % config.Heads != 0) throw model.Error("heads", $"expected a divisor of width={config.Width}; got "
            + $"{config.Heads}");
        // An option that would be ignored is refused.
        if (config.IsDecoder && corpus.Has("mask_rate")) throw corpus.Error("mask_rate", "only an encoder (family: bert) masks");
        if (config.Files.Count > 0)
            foreach (string key in (string[])["mixture", "other_weight", "grow_from", "grow_until"])
                if (corpus.Has(key)) throw corpus.Error(key, "belongs to the generator, and this corpus has \"files\"");
        if (config.Files.Count > 0 && section.Has("evaluate_every")) throw section.Error("evaluate_every", "measures the generator's sentences, and this corpus has \"files\"");
        if (config.GrowFrom > 0 && config.GrowFrom >= config.GrowUntil) throw corpus.Error("grow_from", $"expected less than grow_until={config.GrowUntil}; got {config.GrowFrom}");
        if (config.LookBack.Count > config.Heads) throw model.Error("look_back", $"expected at most heads={config.Heads} numbers; got {config.LookBack.Count}");
        if (config.GrowFrom > 0 && config.GrowFrom >= config.GrowUntil) throw corpus.Error("grow_from", $"expected less than grow_until={config.GrowUntil}; got {config.GrowFrom}");
        CheckPositions(config, model);
        foreach (Section each in (Section[])[section, model, corpus, optimizer, mixture]) each.RefuseUnknown();
        return config;
    }

    /// <summary>What only Llama has, and what only the others have.</summary>
    private static void CheckPositions(TrainingConfig config, Section model)
    {
        if (config.Family != "llama")
        {
            foreach (string key in (string[])["key_heads", "head_size", "rope_theta"])
                if (model.Has(key)) throw model.Error(key, $"belongs to \"family: llama\"; got family {config.Family}");
            if (config.LookBack.Count > 0 && config.Positions != ParameterStart.Sinusoidal) throw model.Error("look_back", "expected \"positions: "
                + "sinusoidal\" with it");
            return;
        }
        if (model.Has("positions")) throw model.Error("positions", "belongs to families with a table of positions; Llama's are rotary");
        if (config.KeyHeads > 0 && config.Heads % config.KeyHeads != 0) throw model.Error("key_heads", $"expected a divisor of heads={config.Heads}; got "
            + $"{config.KeyHeads}");
        int size = config.HeadSize > 0 ? config.HeadSize : config.Width / config.Heads;
        if (size % 2 != 0) throw model.Error(config.HeadSize > 0 ? "head_size" : "heads", $"expected heads of an even size, whose numbers turn in pairs; "
            + $"got {size}");
        foreach (int offset in config.LookBack)
            if (offset < 1) throw model.Error("look_back", $"expected at least 1, as no token sees those after it; got {offset}");
    }

    /// <summary>One mapping of the file, which remembers the keys that were asked for.</summary>
    private sealed class Section(string path, YamlMappingNode? node, string name = "")
    {
        private readonly HashSet<string> _known = [];

        public bool Has(string key) => Find(key) is not null;

        public Section Child(string key)
            => Find(key) switch
            {
                null => new Section(path, null, key),
                YamlMappingNode child => new Section(path, child, key),
                _ => throw Error(key, "expected a section with keys below it"),
            };

        public string? Text(string key)
            => Find(key) switch
            {
                null => null,
                YamlScalarNode { Value: { Length: > 0 } value } => value,
                _ => throw Error(key, "expected a text"),
            };

        public string OneOf(string key, string otherwise, params string[] choices)
        {
            string value = Text(key) ?? otherwise;
            return choices.Contains(value) ? value : throw Error(key, $"expected {string.Join(", ", choices)}; got {value}");
        }

        public int Whole(string key, int otherwise, int least, int most) => (int)Whole(key, otherwise, least, (long)most);

        public long Whole(string key, long otherwise, long least, long most)
        {
            if (Text(key) is not { } text) return otherwise;
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) || value < least || value > most)
                throw Error(key, $"expected a whole number from {least} to {most}; got {text}");
            return value;
        }

        public IReadOnlyList<int> WholeList(string key, int least, int most)
            => [.. List(key).Select(text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
                ? value : throw Error(key, $"expected whole numbers from {least} to {most}; got {text}"))];

        public double Number(string key, double otherwise, double least, double most)
        {
            if (Text(key) is not { } text) return otherwise;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value >= least && value <= most))
                throw Error(key, string.Create(CultureInfo.InvariantCulture, $"expected a number from {least} to {most}; got {text}"));
            return value;
        }

        public IEnumerable<string> List(string key)
            => Find(key) switch
            {
                null => [],
                YamlSequenceNode list => list.Children.Select(item => (item as YamlScalarNode)?.Value ?? throw Error(key, "expected a list of texts")),
                _ => throw Error(key, "expected a list"),
            };

        public IReadOnlyDictionary<string, double> Numbers(IReadOnlyList<string> keys)
            => keys.Where(key => Find(key) is not null).ToDictionary(key => key, key => Number(key, 0, 0, 1e6));

        public HeedException Error(string key, string problem)
        {
            long? line = node?.Children.Keys.OfType<YamlScalarNode>().FirstOrDefault(k => k.Value == key)?.Start.Line;
            return new HeedException($"{path}, line {line ?? node?.Start.Line ?? 1}: {(name.Length > 0 ? name + "." : "")}{key}: {problem}.");
        }

        public void RefuseUnknown()
        {
            foreach (YamlNode key in node?.Children.Keys ?? [])
            {
                string? text = (key as YamlScalarNode)?.Value;
                if (text is null || !_known.Contains(text))
                    throw new HeedException($"{path}, line {key.Start.Line}: unknown key \"{text}\"{(name.Length > 0 ? $" in \"{name}\"" : "")}; known are {string.Join(", ", _known.Order())}.");
            }
        }

        private YamlNode? Find(string key)
        {
            _known.Add(key);
            return node is not null && node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;
        }
    }
}
