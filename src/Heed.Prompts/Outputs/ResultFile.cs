using System.Text;
using Heed.Models;

namespace Heed.Prompts.Outputs;

/// <summary>How all result files come to the disk.</summary>
internal static class ResultFile
{
    /// <summary>Whether the name ends so, in letters of any size.</summary>
    public static bool Ends(string path, params ReadOnlySpan<string> endings)
    {
        foreach (string ending in endings)
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Writes a file, its folder made where it is not there.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        try
        {
            if (folder is not null) Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: its folder cannot be made ({error.Message}).", error);
        }
        SafeFile.Write(path, write);
    }

    /// <summary>Writes a file of text, UTF-8 without a mark.</summary>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        write(text);
    });
}
