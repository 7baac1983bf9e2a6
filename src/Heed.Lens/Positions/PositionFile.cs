using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Heed.Lens.Positions;

/// <summary>Reads what <c>heed position FILE</c> is asked from YAML, or from JSON, which is YAML too. Every key it does not know is an error with its
/// line.</summary>
public static class PositionFile
{
    private static readonly string[] s_sampleKeys = ["span", "question", "answer", "other", "distractors", "filler"];
    private static readonly string[] s_keys = ["name", "joint", "samples", "passages", "positions", "lengths", "depths", .. s_sampleKeys];
    private static readonly char[] s_sentenceEnds = ['.', '!', '?'];

    /// <summary>Reads a file.</summary>
    /// <exception cref="HeedException">It is missing, or something in it is wrong; the message names the line.</exception>
    public static PositionTask Read(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || !File.Exists(path))
            throw new HeedException($"file: expected the path of a YAML or JSON file; there is no file '{path}'. Use --generate needle to run without one.");
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads a text; <paramref name="path"/> names it in messages.</summary>
    /// <exception cref="HeedException">Something in it is wrong.</exception>
    public static PositionTask Parse(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            PositionYaml.Check(text, path);
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new HeedException($"{path}, line {error.Start.Line}: expected YAML or JSON; {error.Message}", error);
        }
        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new HeedException($"{path}: expected one document with keys such as \"span\" and \"question\"; the file is empty or has another form.");
        var whole = new Section(path, root, s_keys);
        string joint = whole.Text("joint") ?? " ";
        Section[] parts = whole.Sections("samples", s_sampleKeys);
        // What stands outside the samples is cut once, however many there are.
        string[]? shared = whole.Texts("filler")?.SelectMany(Sentences).ToArray();
        PositionSample[] samples = parts.Length == 0 ? [Sample(whole, whole, joint, shared)] : [.. parts.Select(part => Sample(part, whole, joint, shared))];

        bool passages = whole.Has("passages") || whole.Has("positions"), tokens = whole.Has("lengths") || whole.Has("depths");
        if (passages == tokens)
            throw new HeedException($"{path}: expected either \"passages\" and \"positions\" (a place among distractors) or \"lengths\" and \"depths\" "
                + $"(a depth in filler); got {(tokens ? "both" : "neither")}.");
        if (passages && samples.Any(sample => sample.Repeats)) throw whole.Error("passages", "expected \"distractors\" with it; \"filler\" goes with "
            + "\"lengths\" and \"depths\"");
        var plan = passages
            ? new PositionPlan(PositionUnit.Passages, whole.WholeNumbers("passages"), whole.Numbers("positions"))
            : new PositionPlan(PositionUnit.Tokens, whole.WholeNumbers("lengths"), whole.Numbers("depths"));
        plan.Check();
        return new PositionTask(whole.Text("name") ?? Path.GetFileNameWithoutExtension(path), samples, plan);
    }

    private static PositionSample Sample(Section part, Section whole, string joint, string[]? shared)
    {
        string Needed(string key) => Either(key) is { } text && !string.IsNullOrWhiteSpace(text) ? text
            : throw part.Error(key, key == "span" ? "expected the passage that is moved; it is missing" : $"expected the {key}; it is missing");
        string? Either(string key) => part.Text(key) ?? whole.Text(key);
        IReadOnlyList<string>? Passages(string key) => part.Texts(key) ?? whole.Texts(key);

        (IReadOnlyList<string>? distractors, IReadOnlyList<string>? filler) = (Passages("distractors"), Passages("filler"));
        if (distractors is not null == filler is not null)
            throw part.Error("span", $"expected either \"distractors\" or \"filler\" with it; got {(filler is null ? "neither" : "both")}");
        string span = Needed("span");
        if ((distractors ?? filler)!.Contains(span)) throw part.Error("span", "expected a passage that the distractors or the filler do not have; they "
            + "contain it");
        return new PositionSample
        {
            Span = span, Question = Needed("question"), Answer = Needed("answer"), Other = Either("other"), Joint = joint,
            Around = distractors ?? (part.Has("filler") || shared is null ? [.. filler!.SelectMany(Sentences)] : shared), Repeats = filler is not null,
        };
    }

    /// <summary>A text cut behind the marks that end sentences.</summary>
    private static IEnumerable<string> Sentences(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            while (end < text.Length && !(s_sentenceEnds.Contains(text[end]) && (end + 1 == text.Length || char.IsWhiteSpace(text[end + 1])))) end++;
            string sentence = text[start..Math.Min(end + 1, text.Length)].Trim();
            if (sentence.Length > 0) yield return sentence;
            start = end + 1;
        }
    }

    /// <summary>One mapping of the file.</summary>
    private sealed class Section
    {
        private readonly string _path;
        private readonly YamlMappingNode _node;

        public Section(string path, YamlMappingNode node, string[] known)
        {
            (_path, _node) = (path, node);
            foreach (YamlNode key in node.Children.Keys)
                if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name))
                    throw new HeedException($"{path}, line {key.Start.Line}: unknown key \"{key}\"; known are {string.Join(", ", known.Order())}.");
        }

        public bool Has(string key) => Find(key) is not null;

        public string? Text(string key) => Find(key) switch
        {
            null => null,
            YamlScalarNode { Value: { } text } => text,
            _ => throw Error(key, "expected a text"),
        };

        public IReadOnlyList<string>? Texts(string key) => Find(key) switch
        {
            null => null,
            YamlScalarNode { Value: { Length: > 0 } text } => [text],
            YamlSequenceNode list => [.. list.Select(item => (item as YamlScalarNode)?.Value is { Length: > 0 } text ? text : throw Error(key, "expected "
                + "a list of texts"))],
            _ => throw Error(key, "expected a text or a list of texts"),
        };

        public IReadOnlyList<double> Numbers(string key)
            => [.. (Texts(key) ?? throw Error(key, "expected a list of numbers; it is missing")).Select(text
                => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) <= int.MaxValue ? number
                    : throw Error(key, $"expected numbers; got {text}"))];

        public IReadOnlyList<int> WholeNumbers(string key)
            => [.. Numbers(key).Select(number => number == Math.Floor(number) ? (int)number : throw Error(key, string.Create(
                CultureInfo.InvariantCulture, $"expected whole numbers; got {number}")))];

        public Section[] Sections(string key, string[] known) => Find(key) switch
        {
            null => [],
            YamlSequenceNode list => [.. list.Select(item => new Section(_path, item as YamlMappingNode ?? throw Error(key, "expected a list of sections "
                + "with keys"), known))],
            _ => throw Error(key, "expected a list"),
        };

        public HeedException Error(string key, string problem)
        {
            long line = _node.Children.Keys.OfType<YamlScalarNode>().FirstOrDefault(k => k.Value == key)?.Start.Line ?? _node.Start.Line;
            return new HeedException($"{_path}, line {line}: {key}: {problem}.");
        }

        private YamlNode? Find(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;
    }
}
