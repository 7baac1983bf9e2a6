using Heed.Models.Cost;

namespace Heed.Models.Tests.Cost;

/// <summary>Context lengths as people write them, and changes of a model that do not fit it.</summary>
public class ContextLengthTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("512", 512)]
    [InlineData("8k", 8192)]
    [InlineData("8K", 8192)]
    [InlineData("1m", 1048576)]
    [InlineData("1048576m", CostModel.LongestContext)]
    public void Of_Length_IsRead(string text, long length)
    {
        Assert.Equal(length, ContextLength.Of(text));
        Assert.Equal(length, ContextLength.Of(ContextLength.Text(length)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("k")]
    [InlineData("1.5k")]
    [InlineData("8g")]
    [InlineData("1048577m")]
    [InlineData("99999999999999999999")]
    public void Of_SomethingElse_IsRefused(string text)
        => Assert.Contains($"got '{text}'", Assert.Throws<HeedException>(() => ContextLength.Of(text)).Message);

    [Fact]
    public void List_SeveralInAnyOrder_AreSortedAndOnce() => Assert.Equal([512L, 8192, 32768], ContextLength.List("32k, 8192,512,8k"));

    [Fact]
    public void Apply_WhatDoesNotFit_IsRefused()
    {
        Blueprint decoder = CostModelTests.Large(), encoder = decoder with { Direction = Direction.Bidirectional };
        Assert.Contains("divisor of the 128", Assert.Throws<HeedException>(() => new CostVariant { KeyValueHeads = 3 }.Apply(decoder)).Message);
        Assert.Contains("window: expected 1", Assert.Throws<HeedException>(() => new CostVariant { Window = -1 }.Apply(decoder)).Message);
        Assert.Contains("expected a decoder", Assert.Throws<HeedException>(() => new CostVariant { Window = 8 }.Apply(encoder)).Message);
    }
}
