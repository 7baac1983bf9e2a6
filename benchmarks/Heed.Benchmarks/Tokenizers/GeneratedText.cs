using System.Text;

namespace Heed.Benchmarks;

/// <summary>Text for measuring: ASCII, so that a character is a byte.</summary>
internal static class GeneratedText
{
    private const string Stems =
        "the of and to in is that it was for on are as with they at be this from have or by one had not but what all were when we there can an " +
        "your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time " +
        "could no make than first been its who now people my made over did down only way find use may water long little very after word call just " +
        "where most know get through back much before go good new write our me man too any day same right look think also around another came come " +
        "work three must because does part even place well such here take why help put different away again off went old number great tell men say " +
        "small every found still between name should home big give air line set own under read last never us left end along while might next sound " +
        "below saw something thought both few those always show large often together ask house world school country question figure animal letter " +
        "mother answer study learn plant cover food sun four state keep eye door let head black red list group story city measure product science " +
        "remember wonder discover language machine interest carry develop attention direction government morning evening strange certain simple";

    private static readonly string[] s_endings = ["", "", "", "", "s", "ed", "ing", "er", "ly", "ment", "able", "ness", "ation", "'s", "ish", "less"];

    /// <summary>Sentences of common words and words made of them, the common ones more often.</summary>
    public static string English(int length, int seed)
    {
        var random = new Random(seed);
        string[] stems = Stems.Split(' ');
        var text = new StringBuilder(length + 64);
        for (int left = 0; text.Length < length;)
        {
            bool begins = left == 0;
            if (begins) left = random.Next(5, 20);
            // The square of a uniform number: the first stems come more often, as in English.
            int index = (int)(stems.Length * Math.Pow(random.NextDouble(), 2));
            string word = stems[index] + (index < 40 ? "" : s_endings[random.Next(s_endings.Length)]);
            text.Append(begins ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            left--;
            text.Append(left > 0 ? random.Next(12) == 0 ? ", " : " " : random.Next(20) == 0 ? $" ({random.Next(1000, 2030)}).\n\n" : ". ");
        }
        return text.ToString(0, length);
    }

    /// <summary>Random small letters.</summary>
    public static string Word(int length, int seed)
    {
        var random = new Random(seed);
        return string.Create(length, random, (letters, draws) =>
        {
            for (int i = 0; i < letters.Length; i++) letters[i] = (char)('a' + draws.Next(26));
        });
    }
}
