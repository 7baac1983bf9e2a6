using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Heed.Models.Hub;

/// <summary>Which files of a repository Heed needs.</summary>
internal static partial class HubSelection
{
    /// <summary>Weights in one file.</summary>
    public const string WeightsName = "model.safetensors";

    /// <summary>The list of weights in several files.</summary>
    public const string IndexName = "model.safetensors.index.json";

    private static readonly string[] _small =
    [
        "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja",
            "special_tokens_map.json",
        "modules.json", "config_sentence_transformers.json", "sentence_bert_config.json", "words.txt",
    ];

    /// <summary>The files to fetch, small ones first: weights that are there mean that all is there.</summary>
    /// <param name="reference">The repository, for messages.</param>
    /// <param name="names">All its files.</param>
    /// <param name="patterns">Weights by name, with * and ?; none: the safetensors of the model.</param>
    /// <exception cref="HeedException">A pattern finds nothing, or there are no weights Heed reads.</exception>
    public static IReadOnlyList<string> Choose(HubReference reference, IReadOnlyList<string> names, IReadOnlyList<string> patterns)
    {
        var small = names.Where(name => _small.Contains(name) || Module().IsMatch(name));
        return [.. small.Concat(patterns.Count > 0 ? Matching(reference, names, patterns) : Weights(reference, names)).Distinct()];
    }

    private static IEnumerable<string> Matching(HubReference reference, IReadOnlyList<string> names, IReadOnlyList<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            string[] found = [.. names.Where(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))];
            if (found.Length == 0)
                throw new HeedException($"file: expected a file of '{reference}' that fits '{pattern}'; there are {Listed(names)}.");
            foreach (string name in found) yield return name;
        }
    }

    private static string[] Weights(HubReference reference, IReadOnlyList<string> names)
    {
        string[] weights = names.Contains(WeightsName) ? [WeightsName]
            : names.Contains(IndexName) ? [IndexName, .. names.Where(name => Shard().IsMatch(name))]
            : [.. names.Where(name => !name.Contains('/') && name.EndsWith(".safetensors", StringComparison.Ordinal))];
        if (weights.Length > 0) return weights;
        string[] gguf = [.. names.Where(name => name.EndsWith(".gguf", StringComparison.Ordinal))];
        throw new HeedException($"{reference}: expected {WeightsName}; the repository has " + (gguf.Length > 0
            ? $"GGUF files: {Listed(gguf)}. Choose one, such as --file \"{gguf[0]}\"."
            : $"{Listed(names)}. Heed reads safetensors and GGUF: look for a repository that has one of them."));
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "no files"
        : string.Join(", ", names.Take(12)) + (names.Count > 12 ? $" and {names.Count - 12} more" : "");

    // Modules of sentence-transformers, and named chat templates.
    [GeneratedRegex(@"^(\d+_[A-Za-z]+/(config\.json|model\.safetensors)|additional_chat_templates/[^/]+\.jinja)\z")]
    private static partial Regex Module();

    [GeneratedRegex(@"^model-\d+-of-\d+\.safetensors\z")]
    private static partial Regex Shard();
}
