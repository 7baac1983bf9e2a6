using System.Globalization;
using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary><c>heed attend</c> on both families.</summary>
public class AttendTests(TrainedModels models)
{
    private const string Text = "The cat sat on the mat and saw the dog.";

    [Theory]
    [InlineData("cat")]
    [InlineData("CAT")] // no word is written so, but one is but for the case
    [InlineData("dog")]
    public void From_Word_NamesItAndShadesTheText(string word)
    {
        CliRun run = Attend("--from", word, "--no-color").AssertWell();
        Assert.Contains("tiny-bert (BertForMaskedLM, 2 layers × 2 heads", run.Output);
        Assert.Contains($">{word.ToLowerInvariant()}<(", run.Output);
        Assert.Contains("most telling layer ", run.Output);
        Assert.Contains("sink ([CLS], [SEP]): ", run.Output);
        Assert.Equal(4, Rows(run).Count); // two layers of two heads
    }

    [Fact]
    public void From_WordAndItsNumber_AreTheSame()
    {
        int token = Attend("--from", "dog", "--json").Json().GetProperty("from").GetInt32();
        Assert.Equal(Attend("--from", "dog", "--no-color").Output, Attend("--from", token.ToString(CultureInfo.InvariantCulture), "--no-color").AssertWell().Output);
    }

    [Fact]
    public void From_AbsentWord_ListsTheTokens()
        => Attend("--from", "elephant").AssertRefused("from: the text has no word 'elephant'. Its tokens are 0 [CLS], 1 ");

    [Fact]
    public void From_EmptyWord_ListsTheTokens() => Attend("--from", "").AssertRefused("from: the text has no word ''. Its tokens are 0 [CLS]");

    [Fact]
    public void From_WordTwice_ListsItsPlaces()
    {
        CliRun run = Attend("--from", "the");
        run.AssertRefused("from: the word 'the' occurs 2 times, as tokens ", "Give the number of the one you mean.");
        // Each number it gives is a token of that word.
        string[] listed = run.Error.Split("as tokens ")[1].Split('.')[0].Split(", ");
        Assert.Equal(2, listed.Length);
        foreach (string item in listed) Assert.Contains(">the<", Attend("--from", item.Split(' ')[0], "--no-color").AssertWell().Output);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("99")]
    public void From_NumberOutsideTheText_SaysTheRange(string number) => Attend("--from", number).AssertRefused("from: expected a token from 0 to ", $"; got {number}.");

    [Fact]
    public void From_LeftOut_ShowsEveryToken()
    {
        CliRun run = Attend("--no-color").AssertWell();
        Assert.Contains("every token's strongest key", run.Output);
        JsonElement json = Attend("--json").Json();
        JsonElement[] rows = [.. json.GetProperty("strongest").EnumerateArray()];
        Assert.Equal(json.GetProperty("tokens").GetArrayLength(), rows.Length);
        Assert.Equal(Enumerable.Range(0, rows.Length), rows.Select(row => row.GetProperty("token").GetInt32()));
        // Neither itself nor what the model adds.
        int last = rows.Length - 1;
        Assert.All(rows, row => Assert.DoesNotContain(row.GetProperty("key").GetInt32(), (int[])[row.GetProperty("token").GetInt32(), 0, last]));
        Assert.Equal(rows.Length, run.Lines.Count(line => line.TrimStart().Split(' ')[0].All(char.IsAsciiDigit) && line.TrimStart().Length > 0));
    }

    [Fact]
    public void Decoder_FirstToken_HasNoKeyButItself()
    {
        JsonElement first = CliRun.Of("attend", Text, "--model", models.Decoder, "--json").Json().GetProperty("strongest")[0];
        Assert.Equal(JsonValueKind.Null, first.GetProperty("key").ValueKind);
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("gpt2")]
    public void Json_WeightsOfEveryHead_SumToOneAndDecodersDoNotLookAhead(string family)
    {
        string model = family == "bert" ? models.Encoder : models.Decoder;
        JsonElement json = CliRun.Of("attend", Text, "--model", model, "--from", "mat", "--json").Json();
        int tokens = json.GetProperty("tokens").GetArrayLength(), from = json.GetProperty("from").GetInt32();
        JsonElement[] heads = [.. json.GetProperty("heads").EnumerateArray()];
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], heads.Select(head => (head.GetProperty("layer").GetInt32(), head.GetProperty("head").GetInt32())));
        foreach (JsonElement head in heads)
        {
            double[] weights = [.. head.GetProperty("weights").EnumerateArray().Select(w => w.GetDouble())];
            Assert.Equal(tokens, weights.Length);
            Assert.Equal(1, weights.Sum(), 1e-5);
            Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
            if (family == "gpt2") Assert.All(weights[(from + 1)..], weight => Assert.Equal(0, weight));
            JsonElement strongest = Assert.Single(head.GetProperty("strongest").EnumerateArray());
            Assert.Equal(weights.Max(), strongest.GetProperty("weight").GetDouble());
            Assert.Equal(weights.Max(), weights[strongest.GetProperty("token").GetInt32()]);
        }
    }

    [Fact]
    public void Json_TokensAndWords_PointIntoTheText()
    {
        JsonElement json = Attend("--from", "mat", "--json").Json();
        Assert.Equal(Text, json.GetProperty("text").GetString());
        Assert.Equal("tiny-bert", json.GetProperty("model").GetString());
        foreach (JsonElement token in json.GetProperty("tokens").EnumerateArray().Where(token => !token.GetProperty("added").GetBoolean()))
            Assert.Equal(token.GetProperty("text").GetString(), Text[token.GetProperty("start").GetInt32()..token.GetProperty("end").GetInt32()].Trim());
        Assert.Equal(
            ["The", "cat", "sat", "on", "the", "mat", "and", "saw", "the", "dog", "."],
            json.GetProperty("words").EnumerateArray().Select(word => word.GetProperty("word").GetString()));
        // What goes to words and what goes to the sink is all there is.
        double words = json.GetProperty("words").EnumerateArray().Sum(word => word.GetProperty("attention").GetDouble());
        Assert.Equal(1, words + json.GetProperty("sink_share").GetDouble(), 1e-5);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData("1000")]
    public void Plain_TableAndSink_EqualTheJson(string top)
    {
        CliRun plain = Attend("--from", "saw", "--top", top, "--no-color").AssertWell();
        JsonElement json = Attend("--from", "saw", "--top", top, "--json").Json();
        List<string[]> rows = Rows(plain);
        JsonElement[] heads = [.. json.GetProperty("heads").EnumerateArray()];
        int count = Math.Min(int.Parse(top, CultureInfo.InvariantCulture), json.GetProperty("tokens").GetArrayLength());
        Assert.All(heads, head => Assert.Equal(count, head.GetProperty("strongest").GetArrayLength()));
        if (count > 3) return; // the table breaks long lines
        Assert.Equal(heads.Length, rows.Count);
        foreach ((string[] row, JsonElement head) in rows.Zip(heads))
        {
            string expected = $"{head.GetProperty("layer")} {head.GetProperty("head")} " + string.Join(' ', head.GetProperty("strongest").EnumerateArray().Select(key =>
                string.Create(CultureInfo.InvariantCulture, $"{key.GetProperty("token")} {key.GetProperty("text")} {key.GetProperty("weight").GetSingle():F3}")))
                + string.Create(CultureInfo.InvariantCulture, $" {head.GetProperty("sink_share").GetSingle():F3}");
            Assert.Equal(expected, string.Join(' ', row));
        }
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{json.GetProperty("sink_share").GetSingle():P1} of the attention in layer {json.GetProperty("telling_layer")}"), plain.Output);
        foreach (JsonElement word in json.GetProperty("words").EnumerateArray().Where(word => word.GetProperty("word").GetString() is "cat" or "dog"))
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{word.GetProperty("word")}({word.GetProperty("attention").GetSingle() * 100:F0})"), plain.Output);
    }

    [Fact]
    public void LayerAndHead_ChooseOne()
    {
        JsonElement all = Attend("--from", "cat", "--json").Json(), one = Attend("--from", "cat", "--layer", "1", "--head", "0", "--json").Json();
        JsonElement head = Assert.Single(one.GetProperty("heads").EnumerateArray());
        Assert.Equal(all.GetProperty("heads")[2].ToString(), head.ToString());
        Assert.Equal(1, one.GetProperty("telling_layer").GetInt32());
        Assert.Contains("layer 1, head 0: what", Attend("--from", "cat", "--layer", "1", "--head", "0", "--no-color").AssertWell().Output);
    }

    [Theory]
    [InlineData("layer: tiny-bert has layers 0 to 1; got 2.", "--layer", "2")]
    [InlineData("layer: tiny-bert has layers 0 to 1; got -1.", "--layer", "-1")]
    [InlineData("head: tiny-bert has heads 0 to 1; got 7.", "--head", "7")]
    [InlineData("top: expected at least 1; got 0.", "--top", "0")]
    [InlineData("top: expected at least 1; got -5.", "--top", "-5")]
    [InlineData("--layer: expected a whole number; got first.", "--layer", "first")]
    [InlineData("--top: expected a whole number; got 1.5.", "--top", "1.5")]
    public void Option_OutOfRange_SaysTheRange(string message, string option, string value)
    {
        Attend("--from", "cat", option, value).AssertRefused(message);
        if (option != "--top") Attend(option, value).AssertRefused(message);
    }

    [Fact]
    public void Top_WithoutFrom_IsRefused() => Attend("--top", "3").AssertRefused("top: it counts the keys listed for --from");

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void Text_Empty_IsRefused(string text) => CliRun.Of("attend", text, "--model", models.Encoder).AssertRefused("text: expected some words; got an empty text.");

    [Fact]
    public void Text_TooLong_SaysBothLengths()
    {
        string text = string.Join(' ', Enumerable.Repeat("cat", 63));
        CliRun.Of("attend", text, "--model", models.Encoder).AssertRefused("text too long: 65 tokens; the window of tiny-bert is 64. Shorten the text or choose a model with a longer window.");
        Assert.Equal(0, CliRun.Of("attend", text[4..], "--model", models.Encoder, "--from", "5").Exit);
    }

    [Theory]
    [InlineData("cat")]
    [InlineData(".")]
    [InlineData("[MASK] sat.")]
    [InlineData("é 日本 👍🏽 \u200b x")]
    [InlineData("[bold]cat[/] [[x]] [red")]
    public void Text_OfAnyKind_IsShown(string text)
    {
        foreach (string model in (string[])[models.Encoder, models.Decoder])
        {
            CliRun plain = CliRun.Of("attend", text, "--model", model, "--from", "1", "--no-color");
            Assert.Equal(0, plain.Exit);
            Assert.Equal(0, CliRun.Of("attend", text, "--model", model).Exit);
            CliRun json = CliRun.Of("attend", text, "--model", model, "--json");
            using JsonDocument document = JsonDocument.Parse(json.Output);
            Assert.Equal(text, document.RootElement.GetProperty("text").GetString());
        }
    }

    [Fact]
    public void Text_WithUnknownWords_IsToldOnStandardError()
    {
        CliRun run = CliRun.Of("attend", "The cat met an elephant.", "--model", models.Encoder, "--from", "cat", "--json");
        Assert.Equal(0, run.Exit);
        Assert.Equal("heed: tiny-bert never saw 'met', 'an', 'elephant' in training; what it does with them means little.\n", run.Error);
        JsonDocument.Parse(run.Output).Dispose();
    }

    [Theory]
    [InlineData("no-such-model", "model: there is no folder 'no-such-model', and no built-in model of that name. Built-in are ")]
    [InlineData("", "model: expected the name of a built-in model or the path of a model folder; got an empty text.")]
    [InlineData(".", "no config.json")]
    public void Model_Absent_SaysWhatThereIs(string model, string message) => CliRun.Of("attend", Text, "--model", model).AssertRefused(message);

    [Fact]
    public void Model_BuiltInByName_IsFound() => Assert.Equal(TrainedModels.BuiltIn, CliRun.Of("attend", Text, "--model", TrainedModels.BuiltIn, "--json").Json().GetProperty("model").GetString());

    [Fact]
    public void Colors_NoColorVariable_LeavesNoEscapes()
    {
        string? before = Environment.GetEnvironmentVariable("NO_COLOR");
        try
        {
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
            CliRun run = Attend("--from", "cat").AssertWell();
            Assert.DoesNotContain('\e', run.Output);
            Assert.Equal(Attend("--from", "cat", "--no-color").Output, run.Output);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", before);
        }
    }

    private CliRun Attend(params string[] options) => CliRun.Of(["attend", Text, "--model", models.Encoder, .. options]);

    /// <summary>The table's rows, each as its words.</summary>
    private static List<string[]> Rows(CliRun run)
        => [.. run.Lines.SkipWhile(line => !line.Contains('─')).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length > 0)];
}
