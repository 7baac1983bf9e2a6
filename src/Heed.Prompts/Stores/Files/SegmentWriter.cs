using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Heed.Prompts.Stores.Files;

/// <summary>
/// Adds records to a segment of its own: no other writer, in this process or another, ever writes to that file. A new one is begun every day, when the file
/// is large, and after a failure, so that nothing is ever written behind a torn record.
/// </summary>
/// <param name="folder">The folder of the segments.</param>
internal sealed class SegmentWriter(string folder) : IDisposable
{
    /// <summary>How the names of segments end.</summary>
    public const string Extension = ".jsonl";

    /// <summary>A segment that has as many bytes gets no more.</summary>
    public const long Largest = 32 << 20;

    private readonly Lock _gate = new();
    private SafeFileHandle? _file;
    private DateOnly _day;
    private long _length;

    /// <summary>Adds whole lines and flushes them to the disk.</summary>
    /// <exception cref="HeedException">They cannot be written; what was there before is as it was.</exception>
    public void Write(ReadOnlyMemory<byte> lines)
    {
        lock (_gate)
        {
            try
            {
                Open();
                RandomAccess.Write(_file!, lines.Span, _length);
                RandomAccess.FlushToDisk(_file!);
                _length += lines.Length;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                GiveUp();
                throw new HeedException($"store: '{folder}' cannot be written ({error.Message}). What was kept before is unchanged.", error);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Open()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        if (_file is not null && _day == today && _length < Largest) return;
        _file?.Dispose();
        _file = null;
        Directory.CreateDirectory(folder);
        // Sorts by time, to 100 ns: of a trace that is kept twice the first one counts. Random bits tell writers apart that begin at once.
        string name = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyyMMdd-HHmmssfffffff}-{Random.Shared.NextInt64():x16}{Extension}");
        _file = File.OpenHandle(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        (_day, _length) = (today, 0);
    }

    private void GiveUp()
    {
        try
        {
            if (_file is not null) RandomAccess.SetLength(_file, _length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A torn end is recognised and passed over.
        }
        _file?.Dispose();
        _file = null;
    }
}
