using System.Text.Json;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>
/// The words of tiny English, read once from the embedded <c>tiny-english.json</c>. The order of a list is part of the
/// held-out rule.
/// </summary>
public static class WordLists
{
    private static readonly Dictionary<string, string[]> Lists = Read();

    public static IReadOnlyList<string> Items { get; } = Lists["items"];

    public static IReadOnlyList<string> Containers { get; } = Lists["containers"];

    public static IReadOnlyList<string> BigWords { get; } = Lists["big_words"];

    public static IReadOnlyList<string> SmallWords { get; } = Lists["small_words"];

    public static IReadOnlyList<string> ItemFates { get; } = Lists["item_fates"];

    public static IReadOnlyList<string> ContainerFates { get; } = Lists["container_fates"];

    public static IReadOnlyList<string> Animals { get; } = Lists["animals"];

    public static IReadOnlyList<string> Deeds { get; } = Lists["deeds"];

    public static IReadOnlyList<string> States { get; } = Lists["states"];

    public static IReadOnlyList<string> Names { get; } = Lists["names"];

    public static IReadOnlyList<string> Places { get; } = Lists["places"];

    public static IReadOnlyList<string> Gifts { get; } = Lists["gifts"];

    public static IReadOnlyList<string> Things { get; } = Lists["things"];

    public static IReadOnlyList<string> Events { get; } = Lists["events"];

    public static IReadOnlyList<string> Failures { get; } = Lists["failures"];

    public static IReadOnlyList<string> Variables { get; } = Lists["variables"];

    public static IReadOnlyList<string> KeyNames { get; } = Lists["key_names"];

    /// <summary>Words of the sentence frames, for <c>repeat</c>.</summary>
    public static IReadOnlyList<string> Frequent { get; } = Lists["frequent"];

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
