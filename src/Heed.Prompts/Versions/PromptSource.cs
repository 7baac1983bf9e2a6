using System.Text;

namespace Heed.Prompts.Versions;

/// <summary>Files that hold a prompt as it stands: the whole text is the template.</summary>
public static class PromptSource
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file's text, without a byte order mark.</summary>
    /// <exception cref="HeedException">It cannot be read, is empty, or is no UTF-8.</exception>
    public static string Read(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            string text = s_strict.GetString(bytes).TrimStart('\uFEFF');
            return text.Length > 0 ? text : throw new HeedException($"{path}: expected a prompt's text; the file is empty.");
        }
        catch (DecoderFallbackException error)
        {
            throw new HeedException($"{path}: expected text in UTF-8; byte {error.Index} begins none.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: the file cannot be read ({error.Message}).", error);
        }
    }

    /// <summary>How the file of a version is today.</summary>
    public static SourceState StateOf(RecordedVersion version)
    {
        if (version.Source is null) return SourceState.None;
        try
        {
            return Read(version.Source) == version.Content.Text ? SourceState.Same : SourceState.Changed;
        }
        catch (HeedException)
        {
            return SourceState.Missing;
        }
    }

    /// <summary>What a prompt is called where nothing is said: its file's name up to the first '.'.</summary>
    public static string NameOf(string path)
    {
        string file = Path.GetFileName(path);
        return file.IndexOf('.') is > 0 and var dot ? file[..dot] : file;
    }
}
