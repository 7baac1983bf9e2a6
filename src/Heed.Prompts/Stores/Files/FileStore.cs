using System.Security.Cryptography;
using Heed.Models;
using Heed.Prompts.Traces;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Stores.Files;

/// <summary>
/// A store in a folder: files that are only ever added to, so that processes need not know of each other and git can join copies. Nothing runs in the
/// background. The folder is made by the first write.
/// </summary>
public sealed class FileStore : IPromptStore
{
    private const int SaltBytes = 32;

    private readonly FileVersions _versions;
    private readonly FileTraces _traces;

    private FileStore(string folder)
    {
        Address = folder;
        _versions = new FileVersions(folder);
        _traces = new FileTraces(folder);
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Its folder; it need not be there.</param>
    /// <exception cref="HeedException">The folder is no store, or one of a newer format.</exception>
    public static FileStore Open(string folder)
    {
        StoreFormat.Check(folder);
        return new FileStore(folder);
    }

    /// <inheritdoc/>
    public byte[] Salt()
    {
        StoreFormat.Make(Address);
        string path = Path.Combine(Address, "salt");
        using StoreLock held = StoreLock.Take(Address);
        if (!File.Exists(path))
        {
            byte[] made = RandomNumberGenerator.GetBytes(SaltBytes);
            SafeFile.Write(path, stream => stream.Write(made));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        byte[] salt = File.ReadAllBytes(path);
        return salt.Length == SaltBytes ? salt : throw new HeedException($"{path}: expected {SaltBytes} bytes; got {salt.Length}. Delete it to have a "
            + $"new one made.");
    }

    /// <inheritdoc/>
    public void Append(params IReadOnlyList<Trace> traces) => _traces.Append(traces);

    /// <inheritdoc/>
    public void Annotate(params IReadOnlyList<TraceNote> notes) => _traces.Annotate(notes);

    /// <inheritdoc/>
    public Trace? Find(string id) => _traces.Find(id);

    /// <inheritdoc/>
    public IReadOnlyList<TraceNote> Notes(string traceId) => _traces.Notes(traceId);

    /// <inheritdoc/>
    public TracePage Search(TraceQuery query) => _traces.Search(query.Checked());

    /// <inheritdoc/>
    public StoreReport Verify()
    {
        StoreReport traces = _traces.Verify();
        return traces with { Damages = [.. traces.Damages, .. _versions.Damages()] };
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Prompts() => _versions.Prompts();

    /// <inheritdoc/>
    public IReadOnlyList<RecordedVersion> Versions(string prompt) => _versions.Versions(prompt);

    /// <inheritdoc/>
    public IReadOnlyList<LabelEvent> LabelEvents(string prompt) => _versions.LabelEvents(prompt);

    /// <inheritdoc/>
    public RecordedVersion Record(NewVersion version) => _versions.Record(version);

    /// <inheritdoc/>
    public LabelEvent? Move(LabelMove move, Func<LabelPast, LabelTarget> choose) => _versions.Move(move, choose);

    /// <inheritdoc/>
    public void Dispose() => _traces.Dispose();
}
