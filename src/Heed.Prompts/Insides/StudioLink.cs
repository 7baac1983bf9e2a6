using System.IO.Compression;
using System.Text;

namespace Heed.Prompts.Insides;

/// <summary>
/// Addresses of the studio's pages, as its own pages write them: behind <c>#</c>, long values deflated under <c>name.z</c> in base64url (RFC 4648).
/// </summary>
internal static class StudioLink
{
    private const int Longest = 1000;

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
