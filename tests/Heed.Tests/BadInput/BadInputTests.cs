using System.Text.RegularExpressions;

namespace Heed.Tests.BadInput;

/// <summary>
/// Bad input to every public entry that takes sizes: an exception that names the parameter, what was expected and what came,
/// before anything is written.
/// A file for each part of the library.
/// </summary>
public sealed partial class BadInputTests
{
    /// <param name="Name">Entry and fault.</param>
    /// <param name="Act">The call; its memory is the arena's.</param>
    /// <param name="Parameter">What the exception must name; null where the documented exception has no parameter.</param>
    /// <param name="Expected">In the message: what was expected.</param>
    /// <param name="Got">In the message: what came.</param>
    private sealed record Case(string Name, Action<Arena> Act, string? Parameter, string Expected, string Got);

    private static readonly Dictionary<string, Case> s_cases = ((IEnumerable<Case>)
        [.. AttentionCases(), .. ReferenceCases(), .. MaskCases(), .. ScoreCases(), .. ObserverCases(), .. LinearCases(),
            .. PositionCases(), .. CacheCases(), .. AutogradCases()])
        .ToDictionary(c => c.Name);

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void BadInput_IsRefusedByNameBeforeAnythingIsWritten(string name)
    {
        Case test = s_cases[name];
        using var arena = new Arena();
        Exception? error = Record.Exception(() => test.Act(arena));
        Assert.NotNull(error);
        if (test.Parameter is null) Assert.IsAssignableFrom<InvalidOperationException>(error);
        else Assert.Equal(test.Parameter, Assert.IsAssignableFrom<ArgumentException>(error).ParamName);
        Assert.Contains("expected", error.Message);
        Assert.Contains(test.Expected, error.Message);
        Assert.Contains(test.Got, error.Message);
        Assert.Matches(Came(), error.Message);
        Assert.True(arena.IsUntouched, "something was written");
    }

    /// <summary>How messages say what came.</summary>
    [GeneratedRegex("got |overlaps ")]
    private static partial Regex Came();
}
