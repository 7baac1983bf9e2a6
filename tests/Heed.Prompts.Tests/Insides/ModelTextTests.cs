using Heed.Lens.Spans;
using Heed.Models.Chat;
using Heed.Prompts.Assertions;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Tests.Insides;

/// <summary>Where spans of a prompt stand in what the model reads.</summary>
public sealed class ModelTextTests
{
    private const string Turns = "{% for m in messages %}{{ m.role }}: {{ m.content | trim }}\n{% endfor %}The code is";

    private static InsideRow Json(string template, string prompt, params PromptSpan[] spans)
        => new(prompt) { Template = template.Length > 0 ? ChatTemplate.Parse(template) : null, Given = spans };

    [Fact]
    public void Span_OfAPlainPrompt_InAChatTemplate_IsShifted()
    {
        InsideRow chat = new("  «fact:The code of river is 23.» What is the code of river?\n") { Template = ChatTemplate.Parse(Turns) };
        InsideRow plain = new("user: «fact:The code of river is 23.» What is the code of river?\nThe code is");
        // The template writes special tokens itself: the plain text has the tokenizer's in front.
        TokenSpan span = TokenSpan.Of(AskedText.Of(chat.Language, plain.Prompt, addSpecialTokens: false).Read, "fact", [6..30]);
        AssertionResult result = chat.Judge("{'type':'span-effect','span':'fact','value':'23'}");
        AskedText text = AskedText.Of(chat.Language, plain.Prompt, addSpecialTokens: false);
        Assert.Equal(SpanEffect.Cut(text, text.Answer("23", "value"), span, cancellation: TestContext.Current.CancellationToken).Loss, chat.Number(result, "effect"));
        Assert.Equal(span.Tokens.Count, chat.Number(result, "spanTokens"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Turns)]
    public void Span_InAMessage_WithEscapes_IsFound(string template)
    {
        const string Prompt = """[{"role":"system","content":"Be \"brief\".\nThe code of river is 23."},{"role":"user","content":"The code of cedar is 48. What is the code of river?\n"}]""";
        int start = Prompt.IndexOf("The code of river is 23.", StringComparison.Ordinal), brief = Prompt.IndexOf("Be", StringComparison.Ordinal);
        InsideRow row = Json(template, Prompt, new PromptSpan("fact", start, 24), new PromptSpan("brief", brief, start - brief));
        Assert.True(row.Number(row.Judge("{'type':'span-effect','span':'fact','value':'23'}"), "effect") > 1);
        AssertionResult deleted = row.Judge("{'type':'span-effect','span':'brief','how':'delete','value':'23'}");
        string whole = template.Length > 0 ? "system: {0}\nuser: The code of cedar is 48. What is the code of river?\nThe code is" : "{0}\nThe code of cedar is 48. What is the code of river?\n";
        AskedText text = AskedText.Of(row.Language, whole.Replace("{0}", "The code of river is 23.", StringComparison.Ordinal), template.Length == 0);
        Assert.Equal(text.Score(text.Answer("23", "value")).LogProbability, row.Number(deleted, "after"), 1e-12);
    }

    [Fact]
    public void Span_OverSeveralMessages_IsRefused()
    {
        const string Prompt = """[{"role":"system","content":"The code of cedar is 48."},{"role":"user","content":"What is the code of cedar?"}]""";
        Assert.Contains("several messages", Json(Turns, Prompt, new PromptSpan("all", 3, 80)).Refused("{'type':'span-effect','span':'all','value':'48'}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Span_WhoseWordsTheTemplateChanges_IsRefused()
    {
        InsideRow row = new("«fact:The code of cedar is 48.» What is the code of cedar?") { Template = ChatTemplate.Parse("{% for m in messages %}{{ m.content[:30] }}{% endfor %}") };
        Assert.Contains("changes the words", row.Refused("{'type':'span-effect','span':'fact','value':'48'}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Position_MovesWithinItsMessage_AndADocumentStandsBeforeTheLastQuestion()
    {
        InsideRow row = new("«fact:The code of river is 23.» The code of cedar is 48. What is the code of river?") { Template = ChatTemplate.Parse(Turns) };
        AssertionResult moved = row.Judge("{'type':'position','span':'fact','value':'23'}");
        Assert.Equal(2, row.Number(moved, "places"));
        AssertionResult distracted = row.Judge("{'type':'distraction','span':'fact','document':'{{page}}','value':'23'}");
        Assert.Contains(Uri.EscapeDataString("48. The code of thorn is 77. What is the code of river?\nThe code is"), distracted.Details.GetProperty("studio").GetString(), StringComparison.Ordinal);
    }
}
