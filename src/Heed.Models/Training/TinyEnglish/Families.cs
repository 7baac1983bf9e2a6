namespace Heed.Models.Training.TinyEnglish;

/// <summary>The families of tiny English.</summary>
public static class Families
{
    /// <summary>All of them, in an order that mixtures and seeds rely on.</summary>
    public static IReadOnlyList<IFamily> All { get; } =
    [
        new FitsFamily(),
        new OverheadFamily(),
        new ClauseFamily(),
        new ObjectClauseFamily(),
        new AgreementFamily(),
        new GiveFamily(),
        new SupportFamily(),
        new CodeFamily(),
        new KeysFamily(),
        new RepeatFamily(),
        new KeysAllFamily(),
        new CodeAllFamily(),
        new KeysAgainFamily(),
        new CodeAgainFamily(),
        new KeysLongFamily(),
        new CodeLongFamily(),
        new NeedleFamily(),
        new PassagesFamily(),
    ];

    /// <summary>The family of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IFamily Named(string name) => All[PlaceOf(name)];

    internal static int PlaceOf(string name)
    {
        for (int place = 0; place < All.Count; place++)
        {
            if (All[place].Name == name)
                return place;
        }
        throw new ArgumentException(
            $"family: expected one of {string.Join(", ", All.Select(family => family.Name))}; got {name}", nameof(name));
    }
}
