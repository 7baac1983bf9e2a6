namespace Heed.Models.Weights.Gguf;

/// <summary>The metadata of a GGUF file, read by key with errors that name the file and the key.</summary>
/// <param name="Path">The file.</param>
/// <param name="Values">Whole numbers as long, others as double, truth values as bool, texts as string, lists as arrays of these; lists of
/// bytes, signed or not, as bytes.</param>
public sealed record GgufMetadata(string Path, IReadOnlyDictionary<string, object> Values)
{
    /// <summary>Whether there is such a key.</summary>
    public bool Has(string key) => Values.ContainsKey(key);

    /// <summary>A text, or null where the key is missing.</summary>
    public string? Text(string key) => Get<string>(key, "a text");

    /// <summary>A whole number, or null where the key is missing.</summary>
    public long? Whole(string key) => Values.TryGetValue(key, out object? value)
        ? value as long? ?? throw Wrong(key, "a whole number", value)
        : null;

    /// <summary>A number, or null where the key is missing.</summary>
    public double? Number(string key) => Values.TryGetValue(key, out object? value)
        ? value switch
        {
            double number when double.IsFinite(number) => number,
            long whole => whole,
            _ => throw Wrong(key, "a number", value),
        }
        : null;

    /// <summary>A truth value, or null where the key is missing.</summary>
    public bool? Flag(string key) => Values.TryGetValue(key, out object? value) ? value as bool? ?? throw Wrong(key, "true or false", value)
        : null;

    /// <summary>A list of texts, or null where the key is missing.</summary>
    public string[]? Texts(string key) => Get<string[]>(key, "a list of texts");

    /// <summary>A list of whole numbers, or null where the key is missing.</summary>
    public long[]? Wholes(string key) => Get<long[]>(key, "a list of whole numbers");

    /// <summary>A list of numbers, or null where the key is missing.</summary>
    public double[]? Numbers(string key) => Get<double[]>(key, "a list of numbers");

    /// <summary>A list of bytes, or null where the key is missing.</summary>
    public byte[]? Bytes(string key) => Get<byte[]>(key, "a list of bytes");

    /// <summary>What must be there.</summary>
    /// <exception cref="HeedException">It is not.</exception>
    public T Required<T>(T? value, string key) where T : class => value ?? throw Missing(key);

    /// <inheritdoc cref="Required{T}(T, string)"/>
    public T Required<T>(T? value, string key) where T : struct => value ?? throw Missing(key);

    private T? Get<T>(string key, string expected) where T : class
        => Values.TryGetValue(key, out object? value) ? value as T ?? throw Wrong(key, expected, value) : null;

    /// <summary>A value for messages.</summary>
    internal string Shown(string key) => Values.TryGetValue(key, out object? value) ? Shown(value) : "nothing";

    /// <summary>The error of a key that is not there.</summary>
    internal HeedException Missing(string key) => new($"{Path}: expected the metadata '{key}'; it is missing.");

    private HeedException Wrong(string key, string expected, object value)
        => new($"{Path}: {key}: expected {expected}; got {Shown(value)}.");

    private static string Shown(object value) => value switch
    {
        Array list => $"a list of {list.Length}",
        string { Length: > 200 } text => $"\"{text[..200]}…\"",
        string text => $"\"{text}\"",
        _ => FormattableString.Invariant($"{value}"),
    };
}
