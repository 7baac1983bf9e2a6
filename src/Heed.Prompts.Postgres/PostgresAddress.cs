using System.Globalization;
using Npgsql;

namespace Heed.Prompts.Postgres;

/// <summary>Addresses such as <c>postgres://user:password@host:5432/database?sslmode=require</c>, after libpq's URIs.</summary>
internal static class PostgresAddress
{
    /// <summary>What stands before <c>://</c>.</summary>
    public static IReadOnlyList<string> Schemes { get; } = ["postgres", "postgresql"];

    private static readonly Dictionary<string, string> s_settings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host", ["port"] = "Port", ["user"] = "Username", ["password"] = "Password", ["dbname"] = "Database", ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate", ["connect_timeout"] = "Timeout", ["application_name"] = "Application Name", ["search_path"] = "Search Path",
            ["passfile"] = "Passfile",
    };

    /// <summary>Reads an address.</summary>
    /// <exception cref="HeedException">It is none, or asks for something that is not known.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || !Schemes.Contains(uri.Scheme))
            throw new HeedException("store: expected postgres://user:password@host:port/database; what came is no such address (characters such as @ "
                + "and / in a password are written %40 and %2F).");
        var settings = new NpgsqlConnectionStringBuilder { ApplicationName = "heed", Host = uri.Host.Length > 0 ? uri.Host : "localhost" };
        if (uri.Port > 0) settings.Port = uri.Port;
        if (uri.UserInfo.Length > 0)
        {
            string[] user = uri.UserInfo.Split(':', 2);
            settings.Username = Uri.UnescapeDataString(user[0]);
            if (user.Length > 1) settings.Password = Uri.UnescapeDataString(user[1]);
        }
        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database) settings.Database = Uri.UnescapeDataString(database);
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            if (!s_settings.TryGetValue(parts[0], out string? name) || parts.Length < 2)
                throw new HeedException($"store: '{parts[0]}' is no setting of a postgres address; they are {string.Join(", ", s_settings.Keys)}, as "
                    + $"in ?sslmode=require.");
            try
            {
                settings[name] = name == "SSL Mode" ? parts[1].Replace("-", "", StringComparison.Ordinal) : Uri.UnescapeDataString(parts[1]);
            }
            catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                throw new HeedException($"store: '{parts[1]}' is no value of '{parts[0]}' in a postgres address ({error.Message}).", error);
            }
        }
        return settings;
    }

    /// <summary>An address for messages: no password, no settings.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder settings)
    {
        string user = settings.Username is { } name ? name + "@" : "";
        return string.Create(CultureInfo.InvariantCulture, $"postgres://{user}{settings.Host}:{settings.Port}/{settings.Database}");
    }
}
