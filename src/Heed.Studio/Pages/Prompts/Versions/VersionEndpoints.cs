using Heed.Prompts.Versions;
using Heed.Prompts.Versions.Diffs;
using Heed.Studio.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Heed.Studio.Pages.Prompts.Versions;

/// <summary>Prompts under version: which there are, one with its history, one version, two compared.</summary>
internal static class VersionEndpoints
{
    private const int MostPrompts = 500, DiffLength = 400_000;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        Told(api.MapGet("/versions", (StudioStore store, CancellationToken cancellation) => Task.Run(() => All(store), cancellation)), "promptVersions",
            "The prompts of the store with their labels.");
        Told(api.MapPost("/history", (HistoryRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => HistoryAnswer.Of(store.Open(), Name(request.Prompt)), cancellation)), "promptHistory",
                "A prompt's versions and the moves of its labels.");
        Told(api.MapPost("/version", (VersionRequest request, StudioStore store, CancellationToken cancellation) =>
            Task.Run(() => Version(request, store), cancellation)), "promptVersion", "A version of a prompt with its text.");
        Told(api.MapPost("/diff", (DiffRequest request, StudioStore store, CancellationToken cancellation) => Task.Run(() => Diff(request, store),
            cancellation)),
            "promptDiff", "What changed from one version to another: parameters, lines, words.");
    }

    private static void Told(RouteHandlerBuilder endpoint, string name, string summary)
        => endpoint.WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static VersionsAnswer All(StudioStore store)
    {
        if (!store.IsThere) return new VersionsAnswer(0, []);
        IVersionStore opened = store.Open();
        IReadOnlyList<string> names = opened.Prompts();
        return new VersionsAnswer(names.Count, [.. names.Take(MostPrompts).Select(name => PromptEntryAnswer.Of(opened, name))]);
    }

    private static VersionTextAnswer Version(VersionRequest request, StudioStore store)
    {
        RecordedVersion version = Find(new PromptRegistry(store.Open()), Name(request.Prompt), request.Which, "which");
        return new VersionTextAnswer(VersionAnswer.Of(version, []), version.Content.Text);
    }

    private static DiffAnswer Diff(DiffRequest request, StudioStore store)
    {
        var registry = new PromptRegistry(store.Open());
        string prompt = Name(request.Prompt);
        RecordedVersion from = Find(registry, prompt, request.From, "from"), to = Find(registry, prompt, request.To, "to");
        int length = from.Content.Text.Length + to.Content.Text.Length;
        if (length > DiffLength) throw new TooLargeException(
            $"diff: expected texts of at most {DiffLength} characters together; got {length}. 'heed prompt diff' compares them.");
        return new DiffAnswer(
            VersionAnswer.Of(from, []), VersionAnswer.Of(to, []), from.Hash == to.Hash,
            [.. ParameterChange.Between(from.Content, to.Content).Select(change => new ParameterAnswer(change.Name, change.Old, change.New))],
            [.. TextDiff.Lines(from.Content.Text, to.Content.Text).Select(DiffLineAnswer.Of)],
            [.. TextDiff.Words(from.Content.Text, to.Content.Text).Select(DiffPartAnswer.Of)]);
    }

    private static string Name(string? prompt) => Limits.Words(prompt, "prompt")
        ?? throw new HeedException("prompt: expected a prompt's name; it was left out.");

    private static RecordedVersion Find(PromptRegistry registry, string prompt, string? which, string name)
        => registry.Resolve(new PromptReference(prompt, Limits.Words(which, name) ?? PromptReference.Latest));
}
