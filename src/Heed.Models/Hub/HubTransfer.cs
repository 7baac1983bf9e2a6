using System.Net;

namespace Heed.Models.Hub;

/// <summary>
/// Brings one file: into <c>.incomplete</c> beside its blob, on from where it stopped, checked by size and checksum, then renamed.
/// </summary>
internal sealed class HubTransfer(HubClient client, HubReference reference, HubSettings settings, HubFile file, string blob,
    Action<long> received)
{
    private readonly byte[] _buffer = new byte[1 << 17];

    /// <summary>Fetches the file.</summary>
    /// <exception cref="HeedException">
    /// The server refuses, lies about size or content, or cannot be reached; or the disk is full.
    /// </exception>
    public async Task Run(string incomplete, CancellationToken cancellation)
    {
        for (int idle = 0; ;)
        {
            long before = Length(incomplete);
            string failure;
            try
            {
                if (await Attempt(incomplete, cancellation))
                {
                    File.Move(incomplete, blob, overwrite: true);
                    return;
                }
                failure = "the connection was cut";
            }
            catch (Exception error) when (error is HttpRequestException or HttpIOException)
            {
                failure = error.Message;
            }
            idle = Length(incomplete) > before ? 0 : idle + 1;
            if (idle >= settings.Attempts) throw client.Unreachable(new IOException($"{file.Name}: {failure}"));
            await Task.Delay(client.Pause(idle), cancellation);
        }
    }

    private async Task<bool> Attempt(string incomplete, CancellationToken cancellation)
    {
        using var hash = new HubHash(file);
        using FileStream output = Open(incomplete);
        long have = output.Length <= file.Size ? output.Length : 0;
        if (have < file.Size || file.Size == 0)
        {
            using HttpResponseMessage response = await client.Fetch(file, have, cancellation);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
            {
                output.SetLength(0);
                return false;
            }
            if (!response.IsSuccessStatusCode) throw HubRefusal.Error(reference, settings, response);
            CheckTag(response, output);
            // A server that ignores the range sends everything: begin again.
            if (response.StatusCode != HttpStatusCode.PartialContent) have = 0;
            else if (response.Content.Headers.ContentRange is not { } range || range.From != have
                || (range.Length ?? file.Size) != file.Size)
                throw Refuse(output, $"expected bytes from {have} on, of {file.Size}; the server sends '{response.Content.Headers.ContentRange}'");
            if (response.Content.Headers.ContentLength is { } length && length != file.Size - have)
                throw Refuse(output, $"expected {file.Size - have} bytes, as the server promised; it is about to send {length}");
            Resume(output, hash, have);
            using Stream input = await response.Content.ReadAsStreamAsync(cancellation);
            while (await client.Read(input, _buffer, cancellation) is > 0 and var count)
            {
                if (count > file.Size - have) throw Refuse(output, $"expected {file.Size} bytes, as the server promised; it sends more");
                Write(output, count);
                hash.Append(_buffer.AsSpan(0, count));
                received(have += count);
            }
            if (have < file.Size) return false;
        }
        else Resume(output, hash, have);
        if (hash.Finish() is var checksum && checksum != file.Checksum)
            throw Refuse(output, $"expected the checksum {file.Checksum}; what came has {checksum}");
        Flush(output);
        return true;
    }

    // The part that is there counts into the checksum; whatever lies beyond goes.
    private void Resume(FileStream output, HubHash hash, long have)
    {
        Guarded(output, () => output.SetLength(have));
        output.Position = 0;
        for (long left = have; left > 0;)
        {
            int count = output.Read(_buffer, 0, (int)Math.Min(left, _buffer.Length));
            if (count == 0) throw new IOException($"{output.Name} became shorter while it was read");
            hash.Append(_buffer.AsSpan(0, count));
            left -= count;
        }
        received(have);
    }

    private void CheckTag(HttpResponseMessage response, FileStream output)
    {
        if (!client.IsEndpoint(response.RequestMessage!.RequestUri!)) return;
        if (HubClient.CleanTag(response.Headers.ETag?.ToString()) is { } tag && HubHash.IsChecksum(tag) && tag != file.Checksum)
            throw Refuse(output, $"expected the file {file.Checksum}; the server now has {tag}");
    }

    // What was received is of no use: the next run begins anew.
    private HeedException Refuse(FileStream output, string what)
    {
        output.SetLength(0);
        output.Dispose();
        File.Delete(output.Name);
        return new HeedException(
            $"{reference}: {file.Name}: {what}. It was thrown away; run the command again, and if it stays so, do not use this server.");
    }

    private FileStream Open(string incomplete)
    {
        try
        {
            return new FileStream(incomplete, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HeedException(
                $"{incomplete}: the file cannot be written ({error.Message}). Check the rights of the cache, or set HF_HUB_CACHE to another folder.", error);
        }
    }

    private void Write(FileStream output, int count) => Guarded(output, () => output.Write(_buffer, 0, count));

    private void Flush(FileStream output) => Guarded(output, () => output.Flush(flushToDisk: true));

    private void Guarded(FileStream output, Action write)
    {
        try
        {
            write();
        }
        catch (IOException error)
        {
            throw new HeedException(
                $"{output.Name}: the disk is full or cannot be written ({error.Message}); {file.Name} needs {file.Size} bytes. Make room, or set HF_HUB_CACHE to another disk, and run the command again.", error);
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
