using System.IO.Compression;
using System.Text;

namespace Heed.Prompts.Insides;

/// <summary>
/// Addresses of the studio's pages, as its own pages write them: behind <c>#</c>, long values deflated under <c>name.z</c> in base64url (RFC 4648).
/// </summary>
public static class StudioLink
{
    /// <summary>Where <c>heed studio</c> listens unless told otherwise; with a fragment behind it, a page's whole address.</summary>
    public const string Usual = "http://localhost:5317/";

    private const int Longest = 1000;

    /// <summary>What the studio calls a model, a built-in one, a fetched one or a folder: the last part of its name.</summary>
    public static string Model(string name) => Path.GetFileName(Path.TrimEndingDirectorySeparator(name)) is { Length: > 0 } last ? last : name;

    /// <summary>What opens the studio with a model: built-in ones are there without being named.</summary>
    public static string Command(string name) => !name.Contains('/') && !name.Contains('\\') ? "heed studio"
        : $"heed studio --model {(name.Contains(' ') ? $"\"{name}\"" : name)}";

    /// <summary>The fragment.</summary>
    /// <param name="page">The page: <c>why</c>, <c>sentence</c> …</param>
    /// <param name="values">Names and values; null for those that are left out.</param>
    public static string To(string page, params IReadOnlyList<(string Name, string? Value)> values)
        => $"#/{page}?" + string.Join('&', values.Where(one => one.Value is not null).Select(one => one.Value!.Length <= Longest
            ? $"{one.Name}={Uri.EscapeDataString(one.Value)}" : $"{one.Name}.z={Packed(one.Value)}"));

    private static string Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(Encoding.UTF8.GetBytes(text));
        return System.Buffers.Text.Base64Url.EncodeToString(bytes.ToArray());
    }
}
