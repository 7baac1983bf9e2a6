using System.Text.Json;
using Heed.Prompts.Scripts;

namespace Heed.Prompts.Tests.Scripts;

public sealed class ScriptTests
{
    private static JsonElement Run(string code, string output = "\"x\"", string? context = null) => Script.Evaluate(code, new ScriptInput(
        JsonDocument.Parse(output).RootElement, new Dictionary<string, JsonElement> { ["a"] = JsonDocument.Parse("[1,2]").RootElement })
    {
        Prompt = "P", Context = context is null ? default : JsonDocument.Parse(context).RootElement,
    }, TestContext.Current.CancellationToken);

    private static string Error(string code) => Assert.Throws<HeedException>(() => Run(code)).Message;

    [Theory]
    [InlineData("vars.a.length + context.vars.a[1]", "4")]
    [InlineData("context.prompt", "\"P\"")]
    [InlineData("return output === 'x'", "true")]
    [InlineData("return output === 'x';", "true")]
    [InlineData("const n = 2; return n * n", "4")]
    [InlineData("if (output) { return 1 } else { return 2 }", "1")]
    [InlineData("  output  ;", "\"x\"")]
    [InlineData("output\n", "\"x\"")]
    [InlineData("const words = [];\nfor (const w of 'a b'.split(' ')) words.push(w);\nreturn words", "[\"a\",\"b\"]")]
    public void Evaluate_LinesAndBodies_HaveTheirValues(string code, string json) => Assert.Equal(json, Run(code).GetRawText());

    [Theory]
    [InlineData("undefined")]
    [InlineData("() => 1")]
    [InlineData("")]
    [InlineData("// nothing\n")]
    [InlineData("const a = 1;\na + 1")]
    public void Evaluate_NoValue_IsUndefined(string code) => Assert.Equal(JsonValueKind.Undefined, Run(code).ValueKind);

    [Fact]
    public void Evaluate_OutputAndContext_AreValues()
    {
        Assert.Equal("3", Run("output.a + context.test.n", """{"a":1}""", """{"test":{"n":2}}""").GetRawText());
        Assert.Equal("7", Run("value", context: """{"value":7}""").GetRawText());
    }

    [Theory]
    [InlineData("outputt.length", "ReferenceError: outputt is not defined; did you mean output? (in: outputt.length)")]
    [InlineData("output.foo.bar", "TypeError: cannot read 'bar' of undefined")]
    [InlineData("output.foo()", "TypeError: output.foo is not a function")]
    [InlineData("(1", "SyntaxError: unexpected end of the code at character 3; expected )")]
    [InlineData("1 +", "SyntaxError: unexpected end of the code")]
    [InlineData("'abc", "SyntaxError: unexpected end of a text that lacks its closing quote")]
    [InlineData("a # b", "SyntaxError: unexpected the character #")]
    [InlineData("class A {}", "classes are not there")]
    [InlineData("await x", "async, await and yield are not there")]
    [InlineData("new Date()", "Date is not defined: there is no clock")]
    [InlineData("require('fs')", "there are no modules")]
    [InlineData("process.env", "there is no Node.js")]
    [InlineData("eval('1')", "code makes no code")]
    [InlineData("Math.random()", "Math.random is not there")]
    [InlineData("return throwIt()", "ReferenceError")]
    [InlineData("JSON.parse('{')", "SyntaxError: JSON.parse: expected JSON; got {")]
    [InlineData("(() => { throw 'q' })()", "the code threw q")]
    [InlineData("(() => { const a = 1; a = 2 })()", "a is constant")]
    [InlineData("new RegExp('(')", "SyntaxError: Invalid regular expression: /(/: Unterminated group")]
    [InlineData("output.constructor.constructor('return 1')()", "cannot read 'constructor' of undefined")]
    [InlineData("''.constructor.x", "cannot read 'x' of undefined")]
    public void Evaluate_BadCode_IsNamed(string code, string message) => Assert.Contains(message, Error(code));

    [Theory]
    [InlineData("(() => { while (true) {} })()")]
    [InlineData("(() => { for (;;) {} })()")]
    [InlineData("(function f() { return f() })()")]
    [InlineData("(() => { let s = 'x'; while (true) s += s })()")]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("'x'.padStart(1e9)")]
    [InlineData("new Array(1e9)")]
    [InlineData("[].concat(...new Array(1e6).fill(new Array(1e6)))")]
    [InlineData("''.concat(...new Array(1e6).fill('x'.repeat(1e6)))")]
    [InlineData("(() => { const a = new Array(1e6); return [...a, ...a, ...a, ...a, ...a] })()")]
    [InlineData("new Array(1e3).fill(new Array(1e6)).flat()")]
    [InlineData("new Array(1e3).fill(1).flatMap(() => new Array(1e5))")]
    [InlineData("'x'.repeat(1e6).replace(/x/, \"$'\".repeat(1e5))")]
    [InlineData("(() => { const o = {}; for (let i = 0; i < 1e4; i++) o[i] = i; let r; for (let i = 0; i < 1e6; i++) r = {...o}; return r })()")]
    [InlineData("(() => { const a = []; a[1e9] = 1; return a })()")]
    [InlineData("(() => { const a = []; a.length = 1e9; return a })()")]
    [InlineData("(() => { const a = []; while (true) a.push(a.length) })()")]
    [InlineData("(() => { let a = {}; a.a = a; return a })()")]
    [InlineData("(() => { let a = []; a.push(a); return JSON.stringify(a) })()")]
    [InlineData("(() => { let a = []; a.push(a); return a + '' })()")]
    [InlineData("(() => { let a = {}; for (let i = 0; i < 1e5; i++) a = {a}; return a })()")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b')")]
    [InlineData("'a'.repeat(1e6).replaceAll('a', 'b'.repeat(1e4))")]
    [InlineData("(() => { try { while (true) {} } catch { return 1 } })()")]
    [InlineData("[1,2,3].sort(() => { while (true) {} })")]
    public void Evaluate_WorkWithoutEnd_Ends(string code) => Assert.Contains("(in: ", Error(code));

    [Theory]
    [InlineData('(', ')')]
    [InlineData('[', ']')]
    public void Evaluate_DeepBrackets_AreRefused(char open, char close)
        => Assert.Contains("inside each other", Error(new string(open, 5000) + "1" + new string(close, 5000)));

    [Fact]
    public void Evaluate_LongSum_EndsInValueOrError()
    {
        Assert.Equal("5000", Run(string.Join("+", Enumerable.Repeat("1", 5000))).GetRawText());
        Assert.Contains("more than", Error(string.Join("+", Enumerable.Repeat("1", 100_000))));
    }

    [Fact]
    public void Evaluate_LongOutput_IsRead()
        => Assert.Equal("50000", Run("output.split(' ').filter(w => w.length > 1).length", JsonSerializer.SerializeToElement(
            string.Join(' ', Enumerable.Repeat("ab", 50_000)), (System.Text.Json.Serialization.Metadata.JsonTypeInfo<string>)JsonSerializerOptions.Default
                .GetTypeInfo(typeof(string))).GetRawText()).GetRawText());

    [Fact]
    public void Evaluate_Stopped_Throws()
        => Assert.Throws<OperationCanceledException>(() => Script.Evaluate(
            "1", new ScriptInput(default, new Dictionary<string, JsonElement>()), new CancellationToken(true)));

    [Fact]
    public void Evaluate_ChangesOfTheLibrary_DoNotLastBeyondARun()
    {
        Run("(() => { Math.max = () => 7; Object.keys = 1; parseInt.x = 1; ''.trim.y = 1; Object.assign(Math, {PI: 3}); return 1 })()");
        Assert.Equal("[2,3.141592653589793,1]", Run("[Math.max(1, 2), Math.PI, Object.keys({a:1}).length]").GetRawText());
        Assert.Equal("\"undefinedundefined\"", Run("typeof parseInt.x + typeof ''.trim.y").GetRawText());
    }
}
