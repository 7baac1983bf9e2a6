using System.Net;
using System.Net.Http.Headers;

namespace Heed.Models.Hub;

/// <summary>
/// Asks the server: with the token only where the endpoint itself is asked, through redirections, and again after passing faults.
/// </summary>
internal sealed class HubClient(HubReference reference, HubSettings settings) : IDisposable
{
    private const int MaxRedirections = 10;
    private const int MaxListing = 1 << 25;

    // Redirections are followed here: .NET would not take the token off for another port, and the first answer has the checksum.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = settings.Silence })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The repository's files at its revision.</summary>
    public async Task<HubListing> List(CancellationToken cancellation)
    {
        var address = new Uri(settings.Endpoint, $"api/models/{reference.Repository}/revision/{Uri.EscapeDataString(reference.Revision)}");
        byte[] answer = await Patiently(async () =>
        {
            using HttpResponseMessage response = await Ask(HttpMethod.Get, address, null, null, cancellation);
            if (!response.IsSuccessStatusCode) throw HubRefusal.Error(reference, settings, response);
            using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (await Read(stream, buffer, cancellation) is > 0 and var count)
            {
                bytes.Write(buffer, 0, count);
                if (bytes.Length > MaxListing)
                    throw new HeedException($"{address}: expected a list of at most {MaxListing >> 20} MB; the server sends more.");
            }
            return bytes.ToArray();
        }, cancellation);
        return HubListing.Read(address, answer);
    }

    /// <summary>What the server promises of a file.</summary>
    public Task<HubFile> Describe(string commit, string name, CancellationToken cancellation) => Patiently(async () =>
    {
        string path = string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
        var address = new Uri(settings.Endpoint, $"{reference.Repository}/resolve/{commit}/{path}");
        // A redirection that carries the checksum is the answer: the host it leads to names files otherwise.
        using HttpResponseMessage response = await Ask(
            HttpMethod.Head, address, null, a => a.Headers.Contains("X-Linked-Etag"), cancellation);
        if (!response.IsSuccessStatusCode && (int)response.StatusCode is < 300 or >= 400)
            throw HubRefusal.Error(reference, settings, response);
        if (Header(response, "X-Repo-Commit") is { } other && other != commit)
            throw new HeedException(
                $"{reference}: {name}: expected commit {commit}; the server answers for '{other}'. Run the command again.");
        string checksum = CleanTag(Header(response, "X-Linked-Etag") ?? response.Headers.ETag?.ToString()) ?? "";
        if (!HubHash.IsChecksum(checksum))
            throw new HeedException(
                $"{reference}: {name}: expected a SHA-256 or git SHA-1 as ETag; got '{checksum}'. Is HF_ENDPOINT a Hugging Face server?");
        long? size = Header(response, "X-Linked-Size") is { } text ? (long.TryParse(text, out long linked) ? linked : -1)
            : response.Content.Headers.ContentLength;
        return size is >= 0 ? new HubFile(name, address, checksum, size.Value)
            : throw new HeedException($"{reference}: {name}: expected the server to tell its size; it does not.");
    }, cancellation);

    /// <summary>Asks for a file from a byte on.</summary>
    public Task<HttpResponseMessage> Fetch(HubFile file, long from, CancellationToken cancellation)
        => Ask(HttpMethod.Get, file.Address, request =>
    {
        if (from == 0) return;
        request.Headers.Range = new RangeHeaderValue(from, null);
        // Another host has its own tags; there the checksum alone decides at the end.
        if (IsEndpoint(request.RequestUri!)) request.Headers.IfRange = new RangeConditionHeaderValue($"\"{file.Checksum}\"");
    }, null, cancellation);

    /// <summary>Whether an address is the endpoint's own.</summary>
    public bool IsEndpoint(Uri address) => Uri.Compare(address, settings.Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped,
        StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>A tag without quotes and without the mark of a weak one.</summary>
    public static string? CleanTag(string? tag)
        => tag?.Trim() is { } text ? (text.StartsWith("W/", StringComparison.Ordinal) ? text[2..] : text).Trim('"') : null;

    /// <summary>Reads some bytes, or none at the end; a server that is silent for too long is cut off.</summary>
    public async Task<int> Read(Stream stream, Memory<byte> buffer, CancellationToken cancellation)
    {
        using CancellationTokenSource silence = Silence(cancellation);
        try
        {
            return await stream.ReadAsync(buffer, silence.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpIOException(HttpRequestError.ConnectionError, $"the server was silent for {settings.Silence.TotalSeconds:F0} s");
        }
        catch (IOException error) when (error is not HttpIOException)
        {
            // A connection that is reset comes as any IOException, which would look like a fault of the disk.
            throw new HttpIOException(HttpRequestError.ConnectionError, error.Message, error);
        }
    }

    /// <summary>The pause before an attempt, or as long as the server asks within a minute.</summary>
    public TimeSpan Pause(int attempt, HttpResponseMessage? answer = null)
    {
        TimeSpan ours = settings.FirstPause * Math.Pow(2, Math.Min(attempt, 6));
        TimeSpan theirs = answer?.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        return theirs > ours ? TimeSpan.FromSeconds(Math.Min(60, theirs.TotalSeconds)) : ours;
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> Patiently<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                if (attempt + 1 >= settings.Attempts) throw Unreachable(error);
                await Task.Delay(Pause(attempt), cancellation);
            }
        }
    }

    /// <summary>The error of a server that cannot be reached.</summary>
    public HeedException Unreachable(Exception error) => new(
        $"{reference}: {settings.Endpoint} cannot be reached or broke off {settings.Attempts} times ({error.Message}). Check the network and HF_ENDPOINT, and run the command again; it goes on where it stopped.", error);

    private async Task<HttpResponseMessage> Ask(
        HttpMethod method, Uri address, Action<HttpRequestMessage>? prepare, Func<HttpResponseMessage, bool>? isAnswer,
        CancellationToken cancellation)
    {
        for (int turn = 0, attempt = 0; turn <= MaxRedirections; turn++)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.UserAgent.ParseAdd("heed/0.1");
            // Bytes as they are: a compressed answer has another size and no ranges.
            request.Headers.AcceptEncoding.ParseAdd("identity");
            if (settings.Token is { } token && IsEndpoint(address))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            prepare?.Invoke(request);
            HttpResponseMessage response = await Send(request, cancellation);
            if (HubRefusal.IsPassing(response.StatusCode) && attempt + 1 < settings.Attempts)
            {
                TimeSpan pause = Pause(attempt++, response);
                response.Dispose();
                await Task.Delay(pause, cancellation);
                turn--;
                continue;
            }
            if ((int)response.StatusCode is < 300 or >= 400 or 304 || isAnswer?.Invoke(response) == true) return response;
            Uri? location = response.Headers.Location;
            response.Dispose();
            if (location is null)
                throw new HeedException($"{reference}: {address}: expected the address the server redirects to; it gives none.");
            var next = new Uri(address, location);
            if (next.Scheme != Uri.UriSchemeHttps && (next.Scheme != Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
                throw new HeedException(
                    $"{reference}: the server redirects from {address.Scheme} to {next.Scheme} ({next.Host}); expected https. Do not use this server.");
            address = next;
        }
        throw new HeedException(
            $"{reference}: the server redirects more than {MaxRedirections} times, last to {address.Host}; expected an answer. Check HF_ENDPOINT.");
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        using CancellationTokenSource silence = Silence(cancellation);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer for {settings.Silence.TotalSeconds:F0} s", error);
        }
    }

    private CancellationTokenSource Silence(CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        source.CancelAfter(settings.Silence);
        return source;
    }

    private static string? Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;
}
