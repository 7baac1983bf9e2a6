using System.IO.Compression;
using System.Text;
using Heed.Lens.Metrics;
using Heed.Prompts.Insides;

namespace Heed.Prompts.Tests.Insides;

/// <summary>What is refused, and in which words.</summary>
public sealed class InsideInputTests
{
    [Fact]
    public void All_HaveTypesOfTheirOwn()
        => Assert.Equal(
            ["heed:margin", "heed:span-attention", "heed:span-effect", "heed:position", "heed:decision-layer", "heed:distraction"], InsideKinds.All.Select(kind => kind.Type));

    [Theory]
    [InlineData("{'type':'margin'}", "value: expected the right answer")]
    [InlineData("{'type':'margin','value':[]}", "value: expected the right answer")]
    [InlineData("{'type':'margin','value':' '}", "value: expected a word")]
    [InlineData("{'type':'margin','value':{'a':1}}", "value: expected a text or a list of texts")]
    [InlineData("{'type':'margin','value':'trophie'}", "value: 'trophie' is not among the words tiny-decoder knows; it cannot be its answer. The nearest it knows: trophy")]
    [InlineData("{'type':'margin','value':'trophy','other':'suitcas'}", "other: 'suitcas' is not among the words tiny-decoder knows; it cannot be its answer. The nearest it knows: suitcase")]
    [InlineData("{'type':'margin','value':['trophy','trophy']}", "value: 'trophy' stands there twice")]
    [InlineData("{'type':'margin','value':'trophy','other':['lamp','lamp']}", "other: 'lamp' stands there twice")]
    [InlineData("{'type':'margin','value':'trophy','other':'trophy'}", "other: expected another answer than 'trophy'")]
    [InlineData("{'type':'margin','value':'trophy','othre':'lamp'}", "got 'othre'. Did you mean 'other'?")]
    [InlineData("{'type':'span-effect','value':'trophy'}", "span: expected the name of a part of the prompt; there is none. It has fact, question.")]
    [InlineData("{'type':'span-effect','span':'fakt','value':'trophy'}", "span: the prompt has no part called 'fakt'. It has fact, question.")]
    [InlineData("{'type':'span-effect','span':'fact','value':'trophy','how':'hide'}", "how: expected cut or delete or replace; got 'hide'.")]
    [InlineData("{'type':'span-effect','span':'fact','value':'trophy','with':'x'}", "with: expected only where how is replace")]
    [InlineData("{'type':'span-effect','span':'fact','value':'trophy','at-most':1}", "at-most: expected true or false; got 1.")]
    [InlineData("{'type':'span-effect','span':'fact'}", "value: expected an answer to look at")]
    [InlineData("{'type':'span-attention','span':'fact','value':'trophy','layer':4}", "layer: expected a whole number from 0 to 3; got 4.")]
    [InlineData("{'type':'span-attention','span':'fact','value':'trophy','head':'a'}", "head: expected a whole number")]
    [InlineData("{'type':'position','span':'fact','value':'trophy','positions':1}", "positions: expected a whole number from 2")]
    [InlineData("{'type':'distraction','span':'fact','value':'trophy'}", "document: expected the text")]
    [InlineData("{'type':'distraction','span':'fact','document':'file://x.txt','value':'trophy'}", "Read the file into a variable")]
    [InlineData("{'type':'distraction','document':'x','value':'trophy'}", "no part called 'instruction'")]
    public void Judge_OfWrongKeys_SaysWhatWasExpected(string keys, string problem)
    {
        string message = new InsideRow(Sentences.Trophy).Refused(keys);
        Assert.StartsWith("config.yaml, line 7, column 3: heed:", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OfAProviderWithoutAModel_IsRefused()
        => Assert.Contains("provider 'echo' has none", new InsideRow(Sentences.Trophy) { Model = null }.Refused("{'type':'margin','value':'trophy'}"), StringComparison.Ordinal);

    [Fact]
    public void Judge_OfAPromptLongerThanTheWindow_IsRefused()
    {
        string codes = string.Concat(Enumerable.Repeat("The code of cedar is 48. ", 40));
        Assert.Contains("the window of tiny-decoder is 256", new InsideRow(codes + "What is the code of cedar? It is").Refused("{'type':'margin','value':'48'}"), StringComparison.Ordinal);
        // With the document alone it is too long.
        Assert.Contains("the window of tiny-decoder is 256", new InsideRow("«a:The code of cedar is 48.» What is the code of cedar? It is")
            .Refused($"{{'type':'distraction','span':'a','document':'{codes}','value':'48'}}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What was too big? The trophy.", "expected one [MASK] where the answer stands; the prompt has none")]
    [InlineData("What was [MASK] big? The [MASK].", "the prompt has 2")]
    public void Judge_OfAMaskedModel_NeedsOneMask(string prompt, string problem)
        => Assert.Contains(problem, new InsideRow(prompt, "tiny-encoder").Refused("{'type':'margin','value':'trophy'}"), StringComparison.Ordinal);

    [Fact]
    public void Judge_OfASpanOfTheSinkAlone_IsRefused()
    {
        using var planted = new PlantedRow(Heed.Lens.Planted.PlantedModels.Lookup());
        Heed.Lens.Planted.PlantedPrompt prompt = planted.Planted.Prompt(new Random(1));
        Assert.Contains("the sink", planted.Row(prompt, ("first", 0, 1)).Refused($"{{'type':'span-attention','span':'first','value':'{PlantedRow.Word(prompt.Answer)}'}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WhenStopped_Stops()
        => Assert.Throws<OperationCanceledException>(() => new InsideRow(Sentences.Trophy) { Stopped = true }.Judge("{'type':'span-effect','span':'fact','value':'trophy'}"));

    [Fact]
    public void Nearest_AreTheFewestChangesAway()
    {
        Assert.Equal(["trophy"], NearestWords.Of(["trophy", "suitcase", "rug"], "tropy"));
        Assert.Equal(["cat", "hat", "mat"], NearestWords.Of(["mat", "hat", "cat", "elephant", "hut"], "bat"));
        Assert.Empty(NearestWords.Of(["elephant"], "bat"));
    }

    [Fact]
    public void StudioLink_OfALongText_IsDeflated()
    {
        string text = string.Concat(Enumerable.Repeat("Grüße, 100 % & more? ", 80));
        string link = StudioLink.To("why", ("text", text), ("answer", "a b"), ("other", null));
        Assert.StartsWith("#/why?text.z=", link, StringComparison.Ordinal);
        Assert.EndsWith("&answer=a%20b", link, StringComparison.Ordinal);
        byte[] packed = System.Buffers.Text.Base64Url.DecodeFromChars(link.AsSpan("#/why?text.z=".Length..^"&answer=a%20b".Length));
        using var reader = new StreamReader(new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        Assert.Equal(text, reader.ReadToEnd());
    }
}
