using System.Net;
using System.Text.Json;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;
using Heed.Prompts.Versions.Diffs;

namespace Heed.Studio.Tests.Api;

public sealed class PromptVersionsTests(StudioFixture studio)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_OfTheStore_AreItsPromptsWithLabels()
    {
        JsonElement answer = JsonElement.Parse(await studio.Client.GetStringAsync("/api/prompts/versions", Cancellation));
        JsonElement[] prompts = [.. answer.GetProperty("prompts").EnumerateArray()];
        Assert.Equal([PromptStore.Harm, PromptStore.Versioned], prompts.Select(prompt => prompt.GetProperty("name").GetString()!));
        Assert.Equal((3, "production", 1), (prompts[1].GetProperty("versions").GetInt32(), prompts[1].GetProperty("labels")[0].GetProperty("name")
            .GetString(), prompts[1].GetProperty("labels")[0].GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task History_OfAPrompt_IsTheNewestFirst()
    {
        (_, JsonElement json) = await studio.Post("prompts/history", new { prompt = PromptStore.Versioned }, Cancellation);
        JsonElement[] versions = [.. json.GetProperty("versions").EnumerateArray()], events = [.. json.GetProperty("events").EnumerateArray()];
        Assert.Equal([3, 2, 1], versions.Select(version => version.GetProperty("number").GetInt32()));
        Assert.Equal(["production"], versions[2].GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal([true, false, false], events.Select(moved => moved.GetProperty("isRollback").GetBoolean()));
        Assert.Equal((2, 1, "too kind"), (events[0].GetProperty("old").GetInt32(), events[0].GetProperty("new").GetInt32(), events[0].GetProperty("reason")
            .GetString()));
    }

    [Theory]
    [InlineData("1", "2", 0), InlineData("production", "latest", 1), InlineData("2", "3", 1)]
    public async Task Diff_TwoVersions_IsLinesWordsAndParameters(string from, string to, int parameters)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post("prompts/diff", new { prompt = PromptStore.Versioned, from, to }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        using IPromptStore store = PromptStores.Open(studio.StoreFolder);
        var registry = new PromptRegistry(store);
        string old = registry.Resolve(new(PromptStore.Versioned, from)).Content.Text, @new = registry.Resolve(new(PromptStore.Versioned, to)).Content.Text;
        Assert.Equal(parameters, json.GetProperty("parameters").GetArrayLength());
        Assert.Equal(
            TextDiff.Lines(old, @new).Select(line => (Name(line.Kind), line.OldNumber, line.NewNumber, string.Join('|', line.Parts.Select(Part)))),
            json.GetProperty("lines").EnumerateArray().Select(line => (
                line.GetProperty("kind").GetString()!, Number(line, "old"), Number(line, "new"),
                string.Join('|', line.GetProperty("parts").EnumerateArray().Select(Sent)))));
        Assert.Equal(TextDiff.Words(old, @new).Select(Part), json.GetProperty("words").EnumerateArray().Select(Sent));

        static string Name(DiffKind kind) => kind.ToString().ToLowerInvariant();
        static string Part(DiffPart part) => $"{Name(part.Kind)} {part.Text}";
        static string Sent(JsonElement part) => $"{part.GetProperty("kind")} {part.GetProperty("text")}";
        static int Number(JsonElement line, string name) => line.GetProperty(name).ValueKind == JsonValueKind.Null ? 0 : line.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Version_ByItsHash_HasItsText()
    {
        (_, JsonElement history) = await studio.Post("prompts/history", new { prompt = PromptStore.Versioned }, Cancellation);
        string hash = history.GetProperty("versions")[2].GetProperty("hash").GetString()!;
        (_, JsonElement json) = await studio.Post("prompts/version", new { prompt = PromptStore.Versioned, which = hash[..8] }, Cancellation);
        Assert.StartsWith("Answer briefly.\nBe kind.", json.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("history", "{}", "prompt: expected a prompt's name")]
    [InlineData("history", "{\"prompt\":\"nobody\"}", "there is none called 'nobody'")]
    [InlineData("history", "{\"prompt\":\"../../etc/passwd\"}", "there is none called '../../etc/passwd'")]
    [InlineData("version", "{\"prompt\":\"support\",\"which\":\"9\"}", "none that '9' names")]
    [InlineData("diff", "{\"prompt\":\"support\",\"from\":\"staging\"}", "none that 'staging' names")]
    [InlineData("diff", "{\"prompt\":\"support\",\"from\":1}", "not the JSON that was expected")]
    [InlineData("diff", "{\"from\":\"1\"}", "prompt: expected a prompt's name")]
    public async Task Versions_BadRequest_IsToldWhatIsWrong(string path, string body, string says)
    {
        (HttpStatusCode status, JsonElement json) = await studio.Post($"prompts/{path}", JsonDocument.Parse(body).RootElement, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(says, json.GetProperty("detail").GetString());
    }
}
