using Heed.Models;
using Heed.Models.Chat;

namespace Heed.Studio.Models;

/// <summary>A model the studio may show. Requests name it; they never name a path.</summary>
/// <param name="Name">What requests call it.</param>
/// <param name="About">What it knows, in a sentence; empty when not told.</param>
/// <param name="Load">Loads it; called once, when it is first asked for.</param>
public sealed record ShelfModel(string Name, string About, Func<LanguageModel> Load)
{
    /// <summary>What it was asked for by, where that is another name: runs and traces call it so.</summary>
    public string Source { get; init; } = Name;

    /// <summary>How it writes conversations; gives null where it has no template.</summary>
    public Func<ChatTemplate?> LoadChatTemplate { get; init; } = () => null;
}
