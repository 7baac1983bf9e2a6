namespace Heed.Models.Hub;

/// <summary>Where models are fetched from and kept: what Python's huggingface_hub reads from the environment, read the same way.</summary>
public sealed record HubSettings
{
    /// <summary>The server; <c>HF_ENDPOINT</c>, else https://huggingface.co.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>
    /// The cache; <c>HF_HUB_CACHE</c>, else <c>HUGGINGFACE_HUB_CACHE</c>, else <c>hub</c> in <c>HF_HOME</c>, else in ~/.cache/huggingface.
    /// </summary>
    public required string CacheFolder { get; init; }

    /// <summary>
    /// Who asks; <c>HF_TOKEN</c>, else the file <c>HF_TOKEN_PATH</c> or <c>token</c> in <c>HF_HOME</c>; null for nobody. Sent to the
    /// endpoint alone.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Nothing is fetched; <c>HF_HUB_OFFLINE</c>.</summary>
    public bool Offline { get; init; }

    /// <summary>Attempts without a byte of progress before a transfer is given up.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long the server may be silent.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The settings of the environment.</summary>
    /// <exception cref="HeedException">A variable has a value that makes no sense.</exception>
    public static HubSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>The settings of some variables.</summary>
    internal static HubSettings From(Func<string, string?> variable)
    {
        string user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string home = Folder("HF_HOME") ?? Path.Combine(Folder("XDG_CACHE_HOME") ?? Path.Combine(user, ".cache"), "huggingface");
        string endpoint = Value("HF_ENDPOINT") ?? "https://huggingface.co";
        if (!Uri.TryCreate(endpoint.TrimEnd('/') + "/", UriKind.Absolute, out Uri? uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            throw new HeedException($"HF_ENDPOINT: expected an address such as https://huggingface.co; got '{endpoint}'.");
        return new HubSettings
        {
            Endpoint = uri,
            CacheFolder = Folder("HF_HUB_CACHE") ?? Folder("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(home, "hub"),
            Token = Value("HF_TOKEN") ?? FromFile(Folder("HF_TOKEN_PATH") ?? Path.Combine(home, "token")),
            Offline = Value("HF_HUB_OFFLINE")?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE",
        };

        string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

        string? Folder(string name) => Value(name) is not { } path ? null
            : Path.GetFullPath(path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Path.Join(user, path[1..]) : path);

        static string? FromFile(string path)
        {
            try
            {
                return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } token ? token : null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new HeedException($"{path}: the token cannot be read ({error.Message}). Give HF_TOKEN, or make the file readable.",
                    error);
            }
        }
    }
}
