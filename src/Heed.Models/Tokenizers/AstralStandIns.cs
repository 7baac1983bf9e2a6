using System.Globalization;
using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>
/// One character of the Basic Multilingual Plane for each character beyond it: of the same general category, and another one for the
/// characters that a pattern names itself.
/// </summary>
internal sealed class AstralStandIns
{
    // One a category, rare enough that no pattern names it.
    private static readonly Dictionary<UnicodeCategory, char> StandIns = new()
    {
        [UnicodeCategory.UppercaseLetter] = '\uA7B1',
        [UnicodeCategory.LowercaseLetter] = '\uAB60',
        [UnicodeCategory.ModifierLetter] = '\uA9CF',
        [UnicodeCategory.OtherLetter] = '\uA4D0',
        [UnicodeCategory.NonSpacingMark] = '\uA926',
        [UnicodeCategory.SpacingCombiningMark] = '\uA952',
        [UnicodeCategory.DecimalDigitNumber] = '\uA8D3',
        [UnicodeCategory.LetterNumber] = '\uA6E8',
        [UnicodeCategory.OtherNumber] = '\uA830',
        [UnicodeCategory.Format] = '\u206F',
        [UnicodeCategory.PrivateUse] = '\uE123',
        [UnicodeCategory.DashPunctuation] = '\u2E40',
        [UnicodeCategory.OtherPunctuation] = '\uA8CE',
        [UnicodeCategory.MathSymbol] = '\u2AAA',
        [UnicodeCategory.CurrencySymbol] = '\uA838',
        [UnicodeCategory.ModifierSymbol] = '\uA700',
        [UnicodeCategory.OtherSymbol] = '\uA490',
    };

    // Runs of such characters, for sets that a pattern names. Of noncharacters there is no category but the unassigned.
    private static readonly Dictionary<UnicodeCategory, (char First, char Last)> Spares = new()
    {
        [UnicodeCategory.UppercaseLetter] = ('\u2C00', '\u2C2E'),
        [UnicodeCategory.LowercaseLetter] = ('\u2C30', '\u2C5E'),
        [UnicodeCategory.ModifierLetter] = ('\uA717', '\uA71F'),
        [UnicodeCategory.OtherLetter] = ('\uA000', '\uA014'),
        [UnicodeCategory.NonSpacingMark] = ('\uA927', '\uA92D'),
        [UnicodeCategory.SpacingCombiningMark] = ('\uA9B4', '\uA9B5'),
        [UnicodeCategory.DecimalDigitNumber] = ('\uA8D0', '\uA8D2'),
        [UnicodeCategory.LetterNumber] = ('\uA6E9', '\uA6EF'),
        [UnicodeCategory.OtherNumber] = ('\uA831', '\uA835'),
        [UnicodeCategory.OtherPunctuation] = ('\uA874', '\uA877'),
        [UnicodeCategory.MathSymbol] = ('\u2AAB', '\u2AC0'),
        [UnicodeCategory.ModifierSymbol] = ('\uA701', '\uA716'),
        [UnicodeCategory.OtherSymbol] = ('\uA491', '\uA4C6'),
        [UnicodeCategory.OtherNotAssigned] = ('\uFDD0', '\uFDEF'),
    };

    private readonly List<Named> _named = [];

    /// <summary>The stand-in of a character beyond U+FFFF.</summary>
    public char Of(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        foreach (var named in _named)
        {
            if (rune.Value >= named.First && rune.Value <= named.Last && named.StandIns.TryGetValue(category, out var standIn))
            {
                return standIn;
            }
        }

        return StandIns.GetValueOrDefault(category, '\uFFFF');
    }

    /// <summary>Gives the characters of a set, all beyond U+FFFF, stand-ins of their own and returns these.</summary>
    /// <exception cref="NotSupportedException">
    /// There are none left, none of such a category, or a part of the set is in another one that the pattern named before.
    /// </exception>
    public IEnumerable<char> Name(IReadOnlyList<(int First, int Last)> ranges)
    {
        if (_named.Find(named => ranges.Any(range => range == (named.First, named.Last))) is { } same)
        {
            return same.StandIns.Values;
        }

        if (_named.Exists(named => ranges.Any(range => range.First <= named.Last && named.First <= range.Last)))
        {
            throw new NotSupportedException("two sets of characters beyond U+FFFF that overlap");
        }

        var standIns = ranges
            .SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1))
            .Select(CharUnicodeInfo.GetUnicodeCategory)
            .Distinct()
            .ToDictionary(category => category, Spare);
        _named.AddRange(ranges.Select(range => new Named(range.First, range.Last, standIns)));
        return standIns.Values;
    }

    private char Spare(UnicodeCategory category)
    {
        var used = _named.Select(named => named.StandIns).Distinct().Count(standIns => standIns.ContainsKey(category));
        return Spares.TryGetValue(category, out var spare) && spare.First + used <= spare.Last
            ? (char)(spare.First + used)
            : throw new NotSupportedException($"characters beyond U+FFFF of the category {category} by their code points");
    }

    private sealed record Named(int First, int Last, Dictionary<UnicodeCategory, char> StandIns);
}
