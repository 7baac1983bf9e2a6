using System.Security.Cryptography;
using System.Text;

namespace Heed.Prompts.Answers;

/// <summary>What a model's files are, as two numbers: one changes with the weights or their configuration, the other with how text becomes tokens.</summary>
internal static class ModelHash
{
    private static readonly string[] s_tokenizer =
        ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt",
        "chat_template.jinja", "chat_template.json"];

    private static readonly string[] s_weights = [".safetensors", ".gguf"];

    /// <summary>Of a folder, or of a GGUF file, which holds both.</summary>
    /// <exception cref="HeedException">A file cannot be read.</exception>
    public static (string Model, string Tokenizer) Of(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                string whole = Hash([path], Path.GetDirectoryName(path) ?? "");
                return (whole, whole);
            }
            string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            return (Hash(files.Where(IsModel), path), Hash(files.Where(IsTokenizer), path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException($"{path}: the model's files cannot be read ({error.Message}).", error);
        }
    }

    private static bool IsTokenizer(string file) => s_tokenizer.Contains(Path.GetFileName(file), StringComparer.Ordinal);

    private static bool IsModel(string file)
        => s_weights.Contains(Path.GetExtension(file), StringComparer.Ordinal) || (file.EndsWith("config.json", StringComparison.Ordinal) || Path.GetFileName(file) == "modules.json") && !IsTokenizer(file);

    private static string Hash(IEnumerable<string> files, string folder)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            using FileStream content = File.OpenRead(file);
            all.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file) + "\n"));
            all.AppendData(SHA256.HashData(content));
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
