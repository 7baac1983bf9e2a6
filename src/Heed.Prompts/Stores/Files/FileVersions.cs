using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heed.Models;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Stores.Files;

/// <summary>
/// Versions and moves of labels as files: each of them one, named by its hash or id and never written twice, so that copies of a store are joined by joining
/// their files.
/// </summary>
/// <param name="store">The store's folder.</param>
internal sealed class FileVersions(string store) : IVersionStore
{
    private const int SlugLength = 40, SlugDigits = 8;

    private string Root => Path.Combine(store, "prompts");

    /// <inheritdoc/>
    public IReadOnlyList<string> Prompts()
        => [.. Folders().Select(folder => Read(Path.Combine(folder, "versions"), VersionJson.ReadVersion).FirstOrDefault()?.Prompt)
            .OfType<string>().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IReadOnlyList<RecordedVersion> Versions(string prompt)
        => [.. Read(Path.Combine(Folder(prompt), "versions"), VersionJson.ReadVersion)
            .OrderBy(version => version.Number).ThenBy(version => version.Created).ThenBy(version => version.Hash, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IReadOnlyList<LabelEvent> LabelEvents(string prompt)
        => [.. Read(Path.Combine(Folder(prompt), "labels"), VersionJson.ReadEvent).OrderBy(moved => moved.At)
            .ThenBy(moved => moved.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public RecordedVersion Record(NewVersion version)
    {
        if (version.Prompt.Length == 0) throw new HeedException("prompt: expected a name; got none.");
        StoreFormat.Make(store);
        string hash = version.Content.Hash;
        using StoreLock held = StoreLock.Take(store);
        IReadOnlyList<RecordedVersion> known = Versions(version.Prompt);
        if (known.FirstOrDefault(one => one.Hash == hash) is { } there) return there;
        var recorded = new RecordedVersion(version.Prompt, hash, known.Count == 0 ? 1 : known.Max(one => one.Number) + 1,
            version.Content, VersionJson.Time(DateTimeOffset.UtcNow), version.Author, version.Message) { Source = version.Source };
        Write(Path.Combine(Folder(version.Prompt), "versions"), hash, json => VersionJson.Write(json, recorded));
        return recorded;
    }

    /// <inheritdoc/>
    public LabelEvent? Move(LabelMove move, Func<LabelPast, LabelTarget> choose)
    {
        StoreFormat.Make(store);
        using StoreLock held = StoreLock.Take(store);
        IReadOnlyList<LabelEvent> events = LabelEvents(move.Prompt);
        var past = new LabelPast(events.Where(moved => moved.Label == move.Label));
        LabelEvent? moved = past.To(move, choose(past), DateTimeOffset.UtcNow, events.Count == 0 ? null : events[^1].At);
        if (moved is not null) Write(Path.Combine(Folder(move.Prompt), "labels"), moved.Id, json => VersionJson.Write(json, moved));
        return moved;
    }

    /// <summary>Versions whose content is not what their name says, and files that cannot be read.</summary>
    public IEnumerable<StoreDamage> Damages()
    {
        foreach (string folder in Folders())
            foreach (string file in Files(Path.Combine(folder, "versions")).Concat(Files(Path.Combine(folder, "labels"))))
                if (Problem(file) is { } problem) yield return new StoreDamage(file, problem, false);
    }

    private static string? Problem(string file)
    {
        try
        {
            if (Path.GetFileName(Path.GetDirectoryName(file)) == "labels") ReadFile(file, VersionJson.ReadEvent);
            else if (ReadFile(file, VersionJson.ReadVersion) is var version && version.Content.Hash != Path.GetFileNameWithoutExtension(file))
                return $"its content has the hash {version.Content.ShortId}: it was changed";
            return null;
        }
        catch (HeedException error)
        {
            return error.Message;
        }
    }

    /// <summary>A folder's name people can read, and digits that tell names apart which read alike.</summary>
    private string Folder(string prompt)
    {
        string slug = string.Concat(prompt.Take(SlugLength).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        string digits = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..SlugDigits];
        return Path.Combine(Root, slug.Length == 0 ? digits : $"{slug}-{digits}");
    }

    private IEnumerable<string> Folders() => Directory.Exists(Root) ? Directory.EnumerateDirectories(Root) : [];

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json")
        .Order(StringComparer.Ordinal) : [];

    private static IEnumerable<T> Read<T>(string folder, Func<JsonElement, T> read) => Files(folder).Select(file => ReadFile(file, read));

    private static T ReadFile<T>(string file, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return read(document.RootElement);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            throw new HeedException($"{file}: the file cannot be read ({error.Message}). Take it from git again, or delete it.", error);
        }
    }

    private static void Write(string folder, string name, Action<Utf8JsonWriter> value)
    {
        Directory.CreateDirectory(folder);
        SafeFile.Write(Path.Combine(folder, $"{name}.json"), stream =>
        {
            using (var json = new Utf8JsonWriter(stream, VersionJson.Options)) value(json);
            stream.WriteByte((byte)'\n');
        });
    }
}
