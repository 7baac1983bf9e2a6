using Heed.Lens.Spans;

namespace Heed.Prompts.Tests.Insides;

public sealed class TextUnitsTests
{
    [Theory]
    [InlineData("One. Two! Three? Four; five", "One.|Two!|Three?|Four;|five")]
    [InlineData("He said \"no.\" Then 3.14 is a number.", "He said \"no.\"|Then 3.14 is a number.")]
    [InlineData("first line\n  second line \n\nthird", "first line|second line|third")]
    [InlineData("  lonely  ", "lonely")]
    [InlineData("", "")]
    [InlineData("x = 4 ; y = 5 ; print(x) gives", "x = 4 ;|y = 5 ;|print(x) gives")]
    public void All_AreSentencesAndLines(string text, string expected)
        => Assert.Equal(expected, string.Join('|', new TextUnits(text, 0..text.Length, []).All.Select(unit => text[unit])));

    [Fact]
    public void All_KeepBlocksWhole_ThatAreWholeSentences()
    {
        const string Text = "A. B c. D. E f g.";
        Assert.Equal(["A.", "B c. D.", "E f g."], new TextUnits(Text, 0..Text.Length, [3..10, 13..14]).All.Select(unit => Text[unit]));
    }

    [Theory]
    [InlineData("a b c", 0, 1, "b c")]
    [InlineData("a b c", 2, 3, "a c")]
    [InlineData("a b c", 4, 5, "a b")]
    [InlineData("a\n\nb\n\nc", 3, 4, "a\n\nc")]
    [InlineData("ab", 0, 1, "b")]
    public void Without_LeavesNoDoubledBlanks(string text, int start, int end, string expected) => Assert.Equal(expected, EditedText.Without(text, [start..end]));

    [Fact]
    public void Replaced_PutsWordsInThePlaceOfEach() => Assert.Equal("x b x", EditedText.Replaced("a b c", [4..5, 0..1], "x"));

    [Theory]
    [InlineData("One. Two?", 5, "One. NEW. Two?")]
    [InlineData("One. Two?", 4, "One. NEW. Two?")]
    [InlineData("One.\nTwo?", 5, "One.\nNEW.\nTwo?")]
    [InlineData("One.\nTwo?", 4, "One.\nNEW.\nTwo?")]
    [InlineData("One.", 4, "One. NEW.")]
    [InlineData("One.", 0, "NEW. One.")]
    public void With_SetsThePassageOff(string text, int at, string expected)
    {
        (string made, int added) = EditedText.With(text, at, " NEW.\n");
        Assert.Equal(expected, made);
        Assert.Equal(made.Length - text.Length, added);
    }
}
