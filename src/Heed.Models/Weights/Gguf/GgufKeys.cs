namespace Heed.Models.Weights.Gguf;

/// <summary>
/// The metadata below one prefix, read key by key; in the end, what nobody asked for and may change what is computed is refused.
/// </summary>
/// <param name="metadata">The metadata.</param>
/// <param name="prefix">What stands before every key: <c>llama.</c></param>
/// <param name="harmless">Whether a key (without the prefix) changes nothing that Heed computes.</param>
internal sealed class GgufKeys(GgufMetadata metadata, string prefix, Func<string, bool> harmless)
{
    private readonly HashSet<string> _read = [];

    /// <summary>The file.</summary>
    public string Path => metadata.Path;

    /// <summary>A whole number that must be there and at least 1.</summary>
    public int Integer(string key) => OptionalInteger(key, least: 1) ?? throw metadata.Missing(prefix + key);

    /// <summary>A whole number, or null where the key is missing.</summary>
    public int? OptionalInteger(string key, int least = 0)
    {
        if (metadata.Whole(Read(key)) is not { } number) return null;
        return number >= least && number <= int.MaxValue
            ? (int)number
            : throw new HeedException($"{Path}: {prefix}{key}: expected a whole number of {least} … {int.MaxValue}; got {number}.");
    }

    /// <summary>A number that must be there.</summary>
    public double Number(string key) => OptionalNumber(key) ?? throw metadata.Missing(prefix + key);

    /// <summary>A number, or null where the key is missing.</summary>
    public double? OptionalNumber(string key) => metadata.Number(Read(key));

    /// <summary>A text, or null where the key is missing.</summary>
    public string? Text(string key) => metadata.Text(Read(key));

    /// <summary>A truth value, or null where the key is missing.</summary>
    public bool? Flag(string key) => metadata.Flag(Read(key));

    /// <summary>Truth values, or null where the key is missing or holds something else.</summary>
    public bool[]? FlagsIfList(string key) => metadata.Values.TryGetValue(Read(key), out object? value) ? value as bool[] : null;

    /// <summary>Texts, or null where the key is missing.</summary>
    public string[]? Texts(string key) => metadata.Texts(Read(key));

    /// <summary>Whole numbers, or null where the key is missing.</summary>
    public long[]? Wholes(string key) => metadata.Wholes(Read(key));

    /// <summary>Numbers, or null where the key is missing.</summary>
    public double[]? Numbers(string key) => metadata.Numbers(Read(key));

    /// <summary>Bytes, or null where the key is missing.</summary>
    public byte[]? Bytes(string key) => metadata.Bytes(Read(key));

    /// <summary>Refuses a value Heed does not honour.</summary>
    public void Require(bool supported, string key, string expected)
    {
        if (!supported) throw new HeedException(
            $"{Path}: {prefix}{key}: Heed supports {expected}; got {metadata.Shown(prefix + key)}.") { IsUnsupported = true };
    }

    /// <summary>Refuses keys that nobody asked for and that may change what a model computes.</summary>
    /// <exception cref="HeedException">There is one.</exception>
    public void RefuseUnread()
    {
        foreach ((string key, object value) in metadata.Values)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal) || _read.Contains(key) || IsOff(value) || harmless(key[prefix.Length..]))
                continue;
            if (GgufNeutral.Is(key[prefix.Length..], value)) continue;
            throw new HeedException(
                $"{Path}: {key}: Heed does not know this key, and it may change what the model computes; got {metadata.Shown(key)}. "
                + "Models that need it are not supported.") { IsUnsupported = true };
        }
    }

    private string Read(string key)
    {
        _read.Add(prefix + key);
        return prefix + key;
    }

    // Says that something is not there, as in config.json.
    private static bool IsOff(object value) => value is false or 0L or 0.0 or "" or Array { Length: 0 };
}
