using System.Text.Json;
using Heed.Models.Families;

namespace Heed.Models.Hub;

/// <summary>What a repository holds at a commit.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Names">Its files.</param>
internal sealed record HubListing(string Commit, IReadOnlyList<string> Names)
{
    /// <summary>Reads the server's answer.</summary>
    /// <exception cref="HeedException">It is no listing, or a name in it would leave the folder.</exception>
    public static HubListing Read(Uri address, byte[] answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("sha", out JsonElement sha)
                || !ConfigReader.TryText(sha, out string commit) || !HubReference.IsCommit(commit)
                || !root.TryGetProperty("siblings", out JsonElement siblings) || siblings.ValueKind != JsonValueKind.Array)
                throw new HeedException(
                    $"{address}: expected a list of files with the commit as \"sha\"; got something else. Is HF_ENDPOINT a Hugging Face server?");
            var names = new List<string>();
            foreach (JsonElement sibling in siblings.EnumerateArray())
            {
                if (sibling.ValueKind != JsonValueKind.Object || !sibling.TryGetProperty("rfilename", out JsonElement part)
                    || !ConfigReader.TryText(part, out string name))
                    throw new HeedException($"{address}: expected a name as \"rfilename\" for each file; one has none.");
                names.Add(IsInside(name) ? name
                    : throw new HeedException(
                        $"{address}: expected names of files inside the repository; got '{name}'. Nothing was fetched; do not use this server."));
            }
            return new HubListing(commit, [.. names.Distinct(StringComparer.Ordinal)]);
        }
        catch (JsonException error)
        {
            throw new HeedException($"{address}: expected JSON; {error.Message} Is HF_ENDPOINT a Hugging Face server?", error);
        }
    }

    /// <summary>Whether a name stays inside its folder on every system.</summary>
    internal static bool IsInside(string name)
        => name.Length is > 0 and <= 1024 && !name.Any(unit => unit is '\\' or ':' || char.IsControl(unit))
            && name.Split('/').All(part => part is not ("" or "." or ".."));
}
