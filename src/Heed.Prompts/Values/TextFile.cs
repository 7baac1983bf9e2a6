using System.Text;

namespace Heed.Prompts.Values;

/// <summary>Text files: UTF-8, or UTF-16 and UTF-32 with a byte order mark. Bytes that are none of these are an error and not other letters.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, without a byte order mark.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="HeedException">It is no text; the message names the line.</exception>
    public static string Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), s_strict, detectEncodingFromByteOrderMarks: true);
            string text = reader.ReadToEnd();
            return text.Contains('\0') ? throw Wrong(path, bytes, Array.IndexOf(bytes, (byte)0), "a zero byte") : text;
        }
        catch (DecoderFallbackException error)
        {
            int at = Valid(bytes);
            throw Wrong(path, bytes, at, $"the byte 0x{bytes[Math.Min(at, bytes.Length - 1)]:x2}", error);
        }
    }

    private static HeedException Wrong(string path, byte[] bytes, int at, string found, Exception? error = null)
        => new($"{path}, line {1 + bytes.AsSpan(0, at).Count((byte)'\n')}: expected text in UTF-8; got {found}. Save the file as UTF-8.", error!);

    // How many bytes from the start are sound.
    private static int Valid(byte[] bytes)
    {
        int at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes.AsSpan(at), out _, out int used) == System.Buffers.OperationStatus.Done) at += used;
        return at;
    }
}
