using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Heed.Models.Tests.Hub;

/// <summary>
/// A server of the tests' own on loopback, in the shape of a Hugging Face endpoint, that can be told to misbehave. Raw sockets: it may send
/// anything.
/// </summary>
internal sealed class HubServer : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpListener _storage = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tasks = [];

    public HubServer()
    {
        _listener.Start();
        _storage.Start();
        _tasks.Add(Accept(_listener, isStorage: false));
        _tasks.Add(Accept(_storage, isStorage: true));
    }

    /// <summary>Its address.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The files of the repository org/name.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Those that lie at another host, as large files do.</summary>
    public HashSet<string> Large { get; } = [];

    /// <summary>Names listed beside the files.</summary>
    public List<string> AlsoListed { get; } = [];

    /// <summary>Every request: host, method, path, range, authorization.</summary>
    public List<(string Host, string Method, string Path, string? Range, string? Authorization)> Requests { get; } = [];

    /// <summary>
    /// Answers a request in place of the server: status line, headers and body as they go over the wire; null for the usual.
    /// </summary>
    public Func<string, string, int, byte[]?> Instead { get; set; } = (_, _, _) => null;

    /// <summary>Cuts the body of the n-th answer for a path after so many bytes; null for none.</summary>
    public Func<string, int, int?> CutAfter { get; set; } = (_, _) => null;

    /// <summary>Whether a cut connection is reset, not closed.</summary>
    public bool Resets { get; set; }

    /// <summary>Whether ranges are honoured.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>A whole answer.</summary>
    public static byte[] Answer(string status, string headers = "", byte[]? body = null, long? length = null)
        => [.. Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length ?? body?.Length ?? 0}\r\n{headers}\r\n"), .. body ?? []];

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string GitSha1(byte[] bytes)
        => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));

    public string ChecksumOf(string name) => Large.Contains(name) ? Sha256(Files[name]) : GitSha1(Files[name]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _storage.Stop();
        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private async Task Accept(TcpListener listener, bool isStorage)
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(Serve(await listener.AcceptTcpClientAsync(_stop.Token), isStorage));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Serve(TcpClient client, bool isStorage)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                string[] first = (await reader.ReadLineAsync(_stop.Token) ?? "").Split(' ');
                if (first.Length < 2) return;
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line) headers[line.Split(':', 2)[0]] = line.Split(':',
                    2)[1].Trim();
                string path = Uri.UnescapeDataString(first[1]);
                int turn;
                lock (Requests)
                {
                    turn = Requests.Count(r => r.Path == path && r.Method == first[0]);
                    Requests.Add((isStorage ? "storage"
                        : "endpoint", first[0], path, headers.GetValueOrDefault("Range"), headers.GetValueOrDefault("Authorization")));
                }
                byte[] answer = Instead(first[0], path, turn) ?? Usual(first[0], path, headers);
                int end = answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
                if (first[0] == "HEAD") answer = answer[..end];
                else if (CutAfter(path, turn) is { } cut && end + cut < answer.Length) answer = answer[..(end + cut)];
                await client.GetStream().WriteAsync(answer, _stop.Token);
                if (Resets && CutAfter(path, turn) is not null) client.Client.LingerState = new LingerOption(true, 0);
                else client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // The other side went away, which tests do on purpose.
            }
        }
    }

    private byte[] Usual(string method, string path, Dictionary<string, string> headers)
    {
        if (path.StartsWith("/api/models/org/name/revision/", StringComparison.Ordinal))
        {
            IEnumerable<string> names = Files.Keys.Concat(AlsoListed).Select(name => $$"""{"rfilename": {{System.Text.Json.JsonSerializer.Serialize(name)}}}""");
            return Answer("200 OK", body: Encoding.UTF8.GetBytes($$"""{"sha": "{{Commit}}", "siblings": [{{string.Join(",", names)}}]}"""));
        }
        const string Stored = "/stored/", Resolved = $"/org/name/resolve/{Commit}/";
        if (path.StartsWith(Stored, StringComparison.Ordinal)) return Content(path[Stored.Length..], "ETag: \"another-hosts-tag\"\r\n",
            headers);
        string name = path.StartsWith(Resolved, StringComparison.Ordinal) ? path[Resolved.Length..] : "";
        if (!Files.ContainsKey(name)) return Answer("404 Not Found", "X-Error-Code: EntryNotFound\r\n");
        if (!Large.Contains(name)) return Content(name, $"X-Repo-Commit: {Commit}\r\nETag: \"{ChecksumOf(name)}\"\r\n", headers);
        int port = ((IPEndPoint)_storage.LocalEndpoint).Port;
        return Answer(
            "302 Found",
            $"X-Repo-Commit: {Commit}\r\nX-Linked-Etag: \"{ChecksumOf(name)}\"\r\nX-Linked-Size: {Files[name].Length}\r\nLocation: http://127.0.0.1:{port}/stored/{name}\r\n");
    }

    private byte[] Content(string name, string tag, Dictionary<string, string> headers)
    {
        byte[] body = Files[name];
        if (!Ranges || !headers.TryGetValue("Range", out string? range)) return Answer("200 OK", tag, body);
        int from = int.Parse(range["bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
        return from >= body.Length ? Answer("416 Range Not Satisfiable")
            : Answer("206 Partial Content", $"{tag}Content-Range: bytes {from}-{body.Length - 1}/{body.Length}\r\n", body[from..]);
    }
}
