using Heed.Prompts.Assertions;

namespace Heed.Prompts.Tests.Assertions;

public sealed class AssertionValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AssertionResult Judge(string type, string output, string value)
        => Judging.Judge(Given.Context(output) with { Folder = _folder.File("") }, [Given.Assertion(type, Given.Json(value))]).Results[0];

    [Theory]
    [InlineData("v.txt", " hello\n", "hello", Verdict.Pass)]
    [InlineData("v.json", "{\"a\":1}", "{\"a\":1}", Verdict.Pass)]
    [InlineData("v.yaml", "a: 1", "{\"a\":1}", Verdict.Pass)]
    [InlineData("v.YML", "[1, yes]", "[1,\"yes\"]", Verdict.Pass)]
    [InlineData("v.txt", "{{o}}", "{{o}}", Verdict.Pass)]
    [InlineData("v.md", "x", "x", Verdict.Error)]
    [InlineData("v.json", "{", "{", Verdict.Error)]
    [InlineData("v.yaml", "a: [", "x", Verdict.Error)]
    [InlineData("v.js", "1", "1", Verdict.Unsupported)]
    [InlineData("v.py", "1", "1", Verdict.Unsupported)]
    public void Judge_ValueInAFile_IsReadByItsKind(string name, string content, string output, Verdict verdict)
    {
        File.WriteAllText(_folder.File(name), content);
        Assert.Equal(verdict, Judge("equals", output, $"\"file://{name}\"").Verdict);
    }

    [Fact]
    public void Judge_MissingFile_IsAnErrorWithItsName()
    {
        AssertionResult result = Judge("contains", "x", "\"file://missing.txt\"");
        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Contains("missing.txt cannot be read", result.Reason);
    }

    [Fact]
    public void Judge_TextsOfLists_AreReadToo()
    {
        File.WriteAllText(_folder.File("v.txt"), "hello");
        Assert.Equal(Verdict.Pass, Judge("contains-any", "hello", "[\"q\",\"file://v.txt\"]").Verdict);
        Assert.Equal(Verdict.Pass, Judge("contains-all", "hello 5", "[\"{{o}}\", 5]").Verdict);
    }

    [Fact]
    public void Judge_TextsInObjects_AreLeftAsTheyAre()
        => Assert.Equal(Verdict.Fail, Judge("equals", "{\"a\":\"x\"}", "{\"a\":\"{{o}}\"}").Verdict);

    [Fact]
    public void Judge_CodeFileWithAFunction_IsUnsupported()
        => Assert.Equal(Verdict.Unsupported, Judge("javascript", "x", "\"file://checks.js:isGood\"").Verdict);
}
