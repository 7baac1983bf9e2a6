using Heed.Prompts.Plans;
using static Heed.Prompts.Tests.Configs.PlanFixture;

namespace Heed.Prompts.Tests.Configs;

/// <summary>Assertions are those that promptfoo 0.118.17 reads from the same cells; the threshold of bleu, which it drops, is kept.</summary>
public sealed class CsvTestsTests : IDisposable
{
    private readonly PlanFixture _files = new();

    [Theory]
    [InlineData("contains: Hello", "contains:Hello")]
    [InlineData("not-icontains:bye", "not-icontains:bye")]
    [InlineData("levenshtein(3): abc", "levenshtein(3):abc")]
    [InlineData("levenshtein: abc", "levenshtein(0.75):abc")]
    [InlineData("similar:foo", "similar(0.8):foo")]
    [InlineData("similar(0.9):foo bar", "similar(0.9):foo bar")]
    [InlineData("contains-any: a, b ,c", "contains-any:[\"a\",\"b\",\"c\"]")]
    [InlineData("contains-all(2):a,b", "contains-all:[\"a\",\"b\"]")]
    [InlineData("javascript: output.length > 2", "javascript:output.length > 2")]
    [InlineData("fn: output === 'x'", "javascript:output === 'x'")]
    [InlineData("eval:1 > 0", "javascript:1 > 0")]
    [InlineData("Hola amigo", "equals:Hola amigo")]
    [InlineData("not-equals:aa:bb", "not-equals:aa:bb")]
    [InlineData("is-json", "is-json")]
    [InlineData("is-json: {}", "is-json: {}")]
    [InlineData("bogus-type: hi", "equals:bogus-type: hi")]
    [InlineData(" contains : sp", "equals:contains : sp")]
    [InlineData("select-best: shortest", "equals:select-best: shortest")]
    [InlineData("llm-rubric: be nice", "llm-rubric: be nice")]
    [InlineData("grade:be nice", "llm-rubric:be nice")]
    [InlineData("python: len(output)", "python:len(output)")]
    [InlineData("starts-with:abc", "starts-with(0.75):abc")]
    [InlineData("rouge-n(0.5): x", "rouge-n(0.5):x")]
    [InlineData("latency(100)", "latency(100)")]
    [InlineData("regex:^a|b$", "regex:^a|b$")]
    [InlineData("file://x.py", "python:x.py")]
    [InlineData("webhook: https://x", "webhook:https://x")]
    [InlineData("answer-relevance:0.5", "answer-relevance(0.75):0.5")]
    [InlineData("g-eval: good", "g-eval:good")]
    [InlineData("bleu(0.4): x", "bleu(0.4):x")]
    [InlineData("heed:margin(2): Paris", "heed:margin(2):Paris")]
    public void Expected_Cell_IsAnAssertion(string cell, string expected)
    {
        _files.File("t.csv", $"q,__expected\na,\"{cell.Replace("\"", "\"\"")}\"\n");
        Assert.Equal([expected], Rows()[0].Assertions.Select(Short));
    }

    [Fact]
    public void Columns_WithTwoUnderscores_SayWhatTheTestIs()
    {
        _files.File("t.csv", "\uFEFFlang,q,__expected,__expected2,__prefix,__suffix,__description,__metric,"
            + "__threshold,__metadata:tag,__metadata:list[],__providerOutput\r\n"
            + "en,\"Hi, you\",contains: Hello,not-icontains:bye,PRE ,POST,desc1,met,0.5,tg,\"a,b\\,c\",PO\r\n"
            + "de,Wie,,,,,,,0,,,\r\n");
        IReadOnlyList<PlannedCase> rows = Rows();
        Assert.Equal("lang=en q=Hi, you", Short(rows[0]));
        Assert.Equal(["contains:Hello#met", "not-icontains:bye#met"], rows[0].Assertions.Select(Short));
        Assert.Equal(("PRE ", "POST", "desc1", 0.5), (rows[0].Options.Prefix, rows[0].Options.Suffix, rows[0].Description, rows[0].Threshold));
        Assert.Equal("""{"tag":"tg","list":["a","b,c"]}""", rows[0].Metadata.GetRawText());
        Assert.Equal("PO", rows[0].ProviderOutput.GetString());
        Assert.Equal(("Row #2", null), (rows[1].Description, rows[1].Threshold));
        Assert.Empty(rows[1].Assertions);
    }

    [Fact]
    public void ConfigColumns_SetThresholds()
    {
        _files.File("t.csv", "q,__expected1,__expected2,__config:__expected1:threshold,__config:__expected2:threshold\na,similar:x,rouge-n:y,0.3,0.6\n");
        Assert.Equal(["similar(0.3):x", "rouge-n(0.6):y"], Rows()[0].Assertions.Select(Short));
    }

    [Fact]
    public void Columns_WithOneUnderscore_AreVariablesWithAWarning()
    {
        _files.File("t.csv", "q,_expected\na,u\n");
        EvalPlan plan = _files.Read("providers: echo\ntests: t.csv\n");
        Assert.Equal("q=a _expected=u", Short(plan.Cases[0]));
        Assert.Contains("did you mean \"__expected\"", Assert.Single(plan.Warnings).Message);
    }

    [Theory]
    [InlineData("q,z\na,1\nshort\n", "t.csv, line 3: row 2 has 1 cells; expected 2: q, z")]
    [InlineData("q,z\n\"a\nb\",1\na,b,c\n", "t.csv, line 4: row 2 has 3 cells")]
    [InlineData("q,z\n\"open,1\n", "t.csv, line 2: expected CSV; a quote is not closed")]
    [InlineData("q,__threshold\na,high\n", "expected a number; got \"high\"")]
    [InlineData("q,__config:__expected1:weight\na,1\n", "nothing else can be set so")]
    [InlineData("", "the file is empty")]
    public void Csv_Malformed_IsRefusedWithItsRow(string csv, string message)
        => Assert.Contains(message, _files.File("t.csv", csv).Refused("providers: echo\ntests: t.csv\n"));

    [Fact]
    public void Csv_RandomCells_ComeBack()
    {
        var random = new Random(5);
        for (int turn = 0; turn < 50; turn++)
        {
            int columns = random.Next(2, 5);
            string[][] cells = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, columns).Select(_ => Cell(random)).ToArray())];
            IEnumerable<string> rows = cells.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"")}\"")));
            string csv = string.Join('\n', rows.Prepend(string.Join(',', Enumerable.Range(0, columns).Select(i => $"c{i}"))));
            _files.File("t.csv", csv);
            Assert.Equal(cells.Select(row => string.Join('|', row)), Rows().Select(row => string.Join('|', row.Vars.Values.Select(Text))));
        }
    }

    private static string Cell(Random random) => new([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => "a,\"\n é"[random.Next(6)])]);

    public void Dispose() => _files.Dispose();

    private IReadOnlyList<PlannedCase> Rows() => _files.Read("providers: echo\ntests: t.csv\n").Cases;
}
