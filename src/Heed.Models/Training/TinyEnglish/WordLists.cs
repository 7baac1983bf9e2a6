using System.Text.Json;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// The words of tiny English, read once from the embedded <c>tiny-english.json</c>. The order of a list is part of the
/// held-out rule.
/// </summary>
public static class WordLists
{
    private static readonly Dictionary<string, string[]> Lists = Read();

    /// <summary>Things that are put into others.</summary>
    public static IReadOnlyList<string> Items { get; } = Lists["items"];

    /// <summary>Things that others are put into.</summary>
    public static IReadOnlyList<string> Containers { get; } = Lists["containers"];

    /// <summary>Words for what is too large.</summary>
    public static IReadOnlyList<string> BigWords { get; } = Lists["big_words"];

    /// <summary>Words for what is too small.</summary>
    public static IReadOnlyList<string> SmallWords { get; } = Lists["small_words"];

    /// <summary>What becomes of a thing that does not fit.</summary>
    public static IReadOnlyList<string> ItemFates { get; } = Lists["item_fates"];

    /// <summary>What becomes of a container that a thing does not fit into.</summary>
    public static IReadOnlyList<string> ContainerFates { get; } = Lists["container_fates"];

    /// <summary>Animals, as nouns in the singular.</summary>
    public static IReadOnlyList<string> Animals { get; } = Lists["animals"];

    /// <summary>What one animal did to another, in the past.</summary>
    public static IReadOnlyList<string> Deeds { get; } = Lists["deeds"];

    /// <summary>What an animal was.</summary>
    public static IReadOnlyList<string> States { get; } = Lists["states"];

    /// <summary>Names of people.</summary>
    public static IReadOnlyList<string> Names { get; } = Lists["names"];

    /// <summary>Places where people meet.</summary>
    public static IReadOnlyList<string> Places { get; } = Lists["places"];

    /// <summary>Things that people give.</summary>
    public static IReadOnlyList<string> Gifts { get; } = Lists["gifts"];

    /// <summary>Parts of a piece of software.</summary>
    public static IReadOnlyList<string> Things { get; } = Lists["things"];

    /// <summary>What was done to it before it failed.</summary>
    public static IReadOnlyList<string> Events { get; } = Lists["events"];

    /// <summary>How it failed, in the past.</summary>
    public static IReadOnlyList<string> Failures { get; } = Lists["failures"];

    /// <summary>Names of variables.</summary>
    public static IReadOnlyList<string> Variables { get; } = Lists["variables"];

    /// <summary>Names of what has a code, for <c>keys</c>.</summary>
    public static IReadOnlyList<string> KeyNames { get; } = Lists["key_names"];


    /// <summary>Every single word of every list, each once, in the order of the file.</summary>
    public static IReadOnlyList<string> SingleWords { get; } =
        Lists.Values.SelectMany(list => list).Where(word => !word.Contains(' ')).Distinct().ToArray();

    private static Dictionary<string, string[]> Read()
    {
        using Stream stream = typeof(WordLists).Assembly.GetManifestResourceStream("tiny-english.json")
            ?? throw new InvalidOperationException("tiny-english.json: expected as an embedded resource of Heed.Models; got none");
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToDictionary(
            list => list.Name,
            list => list.Value.EnumerateArray().Select(word => word.GetString()!).ToArray());
    }
}
