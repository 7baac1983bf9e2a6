using System.Collections.Concurrent;
using Heed.Prompts.Stores.Files;

namespace Heed.Prompts.Stores;

/// <summary>Opens stores by their addresses.</summary>
public static class PromptStores
{
    /// <summary>The store where none is named.</summary>
    public const string Usual = ".heed";

    private static readonly ConcurrentDictionary<string, Func<string, IPromptStore>> s_kinds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a kind of store known, such as that of another assembly.</summary>
    /// <param name="scheme">What stands before <c>://</c> in its addresses.</param>
    /// <param name="open">Opens the store of a whole address.</param>
    public static void Add(string scheme, Func<string, IPromptStore> open) => s_kinds[scheme] = open;

    /// <summary>Opens a store, and makes it where it is not there yet.</summary>
    /// <param name="address">A folder, such as <c>.heed</c>, or <c>postgres://user@host/database</c>.</param>
    /// <exception cref="HeedException">It cannot be opened, a newer Heed wrote it, or the address is of a kind that is not known.</exception>
    public static IPromptStore Open(string address)
    {
        if (address.Length == 0) throw new HeedException("store: expected a folder, or postgres://user@host/database; got nothing.");
        int end = address.IndexOf("://", StringComparison.Ordinal);
        if (end < 0) return FileStore.Open(address);
        return s_kinds.TryGetValue(address[..end], out Func<string, IPromptStore>? open) ? open(address)
            : throw new HeedException($"store: expected a folder{string.Concat(s_kinds.Keys.Order().Select(kind => $", or {kind}://…"))}; got "
                + $"'{address[..end]}://…'.");
    }

    /// <summary>Where files that belong to a store lie, such as runs and answers: the folder itself, or <see cref="Usual"/> beside a store that is none.</summary>
    public static string Folder(string address) => address.Contains("://", StringComparison.Ordinal) ? Usual : address;
}
