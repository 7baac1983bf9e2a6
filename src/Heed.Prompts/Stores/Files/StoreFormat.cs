using System.Globalization;
using System.Text;
using Heed.Models;

namespace Heed.Prompts.Stores.Files;

/// <summary>The file <c>format</c> of a store: which version of its layout it has.</summary>
internal static class StoreFormat
{
    /// <summary>The version that is written, and the highest that is read.</summary>
    public const int Current = 1;

    private const string Name = "heed-store";

    // What is derived, secret, or passing is no part of a project's history.
    private const string Ignored = "index/\ncache/\nsalt\nlock\n*.tmp\n";

    /// <summary>Refuses a folder that is no store, or one of a newer version; one that is not there yet, or empty, is well.</summary>
    /// <exception cref="HeedException">It is none, or cannot be read.</exception>
    public static void Check(string folder)
    {
        try
        {
            string path = Path.Combine(folder, "format");
            if (!File.Exists(path))
            {
                if (File.Exists(folder)) throw new HeedException($"store: expected a folder; '{folder}' is a file.");
                // Its very first writer may be making it just now, or have been stopped while it did.
                bool isOther = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Any(name => !IsBeginning(name!));
                if (!isOther) return;
                // It writes 'format' before anything else: what was seen may have come since.
                if (!File.Exists(path))
                    throw new HeedException($"store: expected an empty folder, or one that Heed made; '{folder}' has files but no 'format'. Name another folder.");
            }
            string text = File.ReadAllText(path).Trim();
            if (!text.StartsWith(Name + " ", StringComparison.Ordinal)
                || !int.TryParse(text[(Name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
                throw new HeedException($"{path}: expected '{Name} {Current}'; got '{(text.Length > 40 ? text[..40] + "…" : text)}'.");
            if (version > Current)
                throw new HeedException($"{path}: the store has format {version}, which a newer Heed wrote; this one knows formats up to {Current}. "
                    + $"Update Heed, or name another store.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"store: '{folder}' cannot be read ({error.Message}).", error);
        }
    }

    /// <summary>Makes the folder of a store that is not there yet.</summary>
    /// <exception cref="HeedException">It cannot be made.</exception>
    public static void Make(string folder)
    {
        if (File.Exists(Path.Combine(folder, "format"))) return;
        try
        {
            Directory.CreateDirectory(folder);
            using StoreLock held = StoreLock.Take(folder);
            Check(folder);
            if (File.Exists(Path.Combine(folder, "format"))) return;
            Write(".gitignore", Ignored);
            Write("format", string.Create(CultureInfo.InvariantCulture, $"{Name} {Current}\n"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"store: '{folder}' cannot be made ({error.Message}).", error);
        }

        void Write(string name, string text) => SafeFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    private static bool IsBeginning(string name) => name is StoreLock.Name or ".gitignore" or "runs" or "cache" || name.EndsWith(".tmp", StringComparison.Ordinal);
}
