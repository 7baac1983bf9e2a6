using System.Security.Cryptography;
using System.Text;

namespace Heed.Models.Hub;

/// <summary>
/// The checksum of a file while it arrives: SHA-256 of its bytes, or git's SHA-1, which begins with <c>blob SIZE</c> and a zero byte.
/// </summary>
internal sealed class HubHash : IDisposable
{
    private const int Sha256Digits = 64;

    private readonly IncrementalHash _hash;

    public HubHash(HubFile file)
    {
        // SHA-1 is what git names its files by; against forgery it protects no more than the connection does.
        _hash = IncrementalHash.CreateHash(file.Checksum.Length == Sha256Digits ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        if (file.Checksum.Length != Sha256Digits) _hash.AppendData(Encoding.ASCII.GetBytes($"blob {file.Size}\0"));
    }

    /// <summary>Whether a text can be a checksum.</summary>
    public static bool IsChecksum(string text) => text.Length is 40 or Sha256Digits && text.All(char.IsAsciiHexDigitLower);

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>The checksum of everything so far.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
