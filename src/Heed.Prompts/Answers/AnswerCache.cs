using System.Text.Json;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Answers;

/// <summary>
/// What was computed before, found by what it was computed from: a file each, named by the sha256 of model, tokenizer, parameters and prompt. Safe for several threads and
/// processes on one folder: a file is written beside and renamed, and whoever comes second writes the same bytes.
/// </summary>
/// <param name="folder">Made when something is first kept.</param>
public sealed class AnswerCache(string folder)
{
    private static int s_number;

    /// <summary>The name something is found by.</summary>
    /// <param name="kind">What was computed: <c>answer</c>, or an assertion's type.</param>
    /// <param name="parts">Everything that decides it.</param>
    public static string Key(string kind, params ReadOnlySpan<string> parts) => CanonicalJson.Hash([kind, Runs.HeedVersion.Build, .. parts]);

    /// <summary>The key of an answer.</summary>
    public static string Key(ProviderIdentity identity, string prompt)
        => Key("answer", identity.ModelHash, identity.TokenizerHash, CanonicalJson.Text(identity.Parameters), identity.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), prompt);

    /// <summary>What is kept; undefined for nothing. A file that cannot be read counts as nothing.</summary>
    public JsonElement Find(string key)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Place(key)));
            return json.RootElement.Clone();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return default;
        }
    }

    /// <summary>Keeps something.</summary>
    /// <exception cref="HeedException">The folder cannot be written.</exception>
    public void Keep(string key, JsonElement value)
    {
        string place = Place(key), beside = $"{place}.{Environment.ProcessId}.{Interlocked.Increment(ref s_number)}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.WriteAllText(beside, value.GetRawText());
            File.Move(beside, place, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{place}: the cache cannot be written ({error.Message}). Make room, or run with --no-cache.", error);
        }
    }

    private string Place(string key) => Path.Combine(folder, key[..2], key + ".json");
}
