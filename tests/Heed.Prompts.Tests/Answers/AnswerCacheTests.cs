using Heed.Prompts.Answers;

namespace Heed.Prompts.Tests.Answers;

public sealed class AnswerCacheTests
{
    [Fact]
    public void Keep_Answer_IsFoundWhole()
    {
        using var folder = new TemporaryFolder();
        var cache = new AnswerCache(folder.File("cache"));
        var answer = new Answer("größer \"ja\" 👍\n") { Tokens = [1, 2], PromptTokens = [3], LogProbabilities = [-0.1, -1.0 / 3], FinishReason = "stop", LatencyMs = 1.5, FirstTokenMs = 1 };
        string key = AnswerCache.Key("answer", "a", "b");
        Assert.Null(AnswerJson.Read(cache.Find(key)));
        cache.Keep(key, AnswerJson.Write(answer));
        Answer found = AnswerJson.Read(cache.Find(key))!;
        Assert.Equal(answer.Text, found.Text);
        Assert.Equal(answer.LogProbabilities, found.LogProbabilities);
        Assert.Equal(answer.Tokens, found.Tokens);
        Assert.Equal((answer.FinishReason, answer.LatencyMs), (found.FinishReason, found.LatencyMs));
    }

    [Fact]
    public void Find_BrokenFile_CountsAsNothing()
    {
        using var folder = new TemporaryFolder();
        var cache = new AnswerCache(folder.File("cache"));
        string key = AnswerCache.Key("answer", "a");
        cache.Keep(key, Heed.Prompts.Values.JsonText.Of("x"));
        string file = Assert.Single(Directory.EnumerateFiles(folder.File("cache"), "*", SearchOption.AllDirectories));
        File.WriteAllText(file, "{ half");
        Assert.Equal(System.Text.Json.JsonValueKind.Undefined, cache.Find(key).ValueKind);
    }

    [Fact]
    public void Keep_ManyAtOnce_LeavesOneWholeFile()
    {
        using var folder = new TemporaryFolder();
        var cache = new AnswerCache(folder.File("cache"));
        string key = AnswerCache.Key("answer", "a");
        Parallel.For(0, 200, _ => cache.Keep(key, Heed.Prompts.Values.JsonText.Of(new string('x', 5000))));
        Assert.Equal(5000, cache.Find(key).GetString()!.Length);
        Assert.Single(Directory.EnumerateFiles(folder.File("cache"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Key_PartsMovedOverTheirBorder_IsAnother() => Assert.NotEqual(AnswerCache.Key("answer", "ab", "c"), AnswerCache.Key("answer", "a", "bc"));
}
