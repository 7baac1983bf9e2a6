using Heed.Prompts.Versions.Diffs;

namespace Heed.Prompts.Tests.Versions;

public sealed class TextDiffTests
{
    [Fact]
    public void Lines_ChangedLine_ShowsChangedWords()
    {
        DiffLine[] lines = [.. TextDiff.Lines("You help.\nBe brief and kind.\nEnd", "You help.\nBe very brief and polite.\nEnd\n")];
        Assert.Equal([(DiffKind.Same, 1, 1), (DiffKind.Removed, 2, 0), (DiffKind.Added, 0, 2), (DiffKind.Same, 3, 3)],
            lines.Select(line => (line.Kind, line.OldNumber, line.NewNumber)));
        Assert.Equal([new(DiffKind.Same, "Be "), new(DiffKind.Same, "brief and "), new(DiffKind.Removed, "kind"), new(DiffKind.Same, ".")], lines[1].Parts);
        Assert.Equal("very ", string.Concat(lines[2].Parts.Where(part => part.Kind == DiffKind.Added).Select(part => part.Text).Take(1)));
        Assert.Equal("Be very brief and polite.", lines[2].Text);
    }

    [Fact]
    public void Lines_NothingInCommon_AreWholeLines()
        => Assert.All(TextDiff.Lines("one two", "alpha beta gamma"), line => Assert.Single(line.Parts));

    [Theory]
    [InlineData("", "")]
    [InlineData("a\r\nb", "a\nb\n")]
    public void Lines_EqualButForLineEnds_HaveNoChange(string old, string @new) => Assert.All(TextDiff.Lines(old, @new), line
        => Assert.Equal(DiffKind.Same, line.Kind));

    [Fact]
    public void Lines_RandomTexts_GiveBothTextsBack()
    {
        var random = new Random(2);
        for (int round = 0; round < 500; round++)
        {
            string old = Text(), @new = Text();
            IReadOnlyList<DiffLine> lines = TextDiff.Lines(old, @new);
            Assert.Equal(old, string.Concat(lines.Where(line => line.OldNumber > 0).OrderBy(line => line.OldNumber).Select(line => line.Text + "\n")));
            Assert.Equal(@new, string.Concat(lines.Where(line => line.NewNumber > 0).OrderBy(line => line.NewNumber).Select(line => line.Text + "\n")));
            IReadOnlyList<DiffPart> words = TextDiff.Words(old, @new);
            Assert.Equal(old, string.Concat(words.Where(part => part.Kind != DiffKind.Added).Select(part => part.Text)));
            Assert.Equal(@new, string.Concat(words.Where(part => part.Kind != DiffKind.Removed).Select(part => part.Text)));
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_
            => string.Join(' ', Enumerable.Range(0, random.Next(5)).Select(_ => new[] { "a", "b,", "Ä", "😀", "{{x}}", "" }[random.Next(6)])) + "\n"));
    }
}
