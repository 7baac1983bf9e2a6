using System.Globalization;
using System.Text.Json;
using Heed.Prompts.Assertions;
using Heed.Prompts.Assertions.Kinds;
using Heed.Prompts.Assertions.Texts;
using Heed.Prompts.JsonSchemas;
using Heed.Prompts.Scripts;
using Heed.Prompts.Scripts.Library;
using Heed.Prompts.Scripts.Patterns;
using Heed.Prompts.Values;

namespace Heed.Prompts.Tests.Assertions;

/// <summary>What holds for any input, tried on seeded ones.</summary>
public sealed class TextPropertyTests
{
    private readonly Random _random = new(7);

    private string Word(string letters, int most)
        => string.Concat(Enumerable.Range(0, _random.Next(most + 1)).Select(_ => letters[_random.Next(letters.Length)]));

    private string[] Words(int least, int most) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => "abc"[_random.Next(3)].ToString())];

    [Fact]
    public void EditDistance_AnyTexts_IsTheSmallestOfAllWays()
    {
        for (int i = 0; i < 500; i++)
        {
            string a = Word("ab💩", 7), b = Word("ab💩", 7);
            Assert.Equal(Slow(a, b), EditDistance.Of(a, b, TestContext.Current.CancellationToken));
        }

        static int Slow(string a, string b) => a.Length == 0 || b.Length == 0 ? a.Length + b.Length
            : Math.Min(Slow(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1), 1 + Math.Min(Slow(a[1..], b), Slow(a, b[1..])));
    }

    [Fact]
    public void Overlaps_AnyWords_AreWithinTheirBounds()
    {
        for (int i = 0; i < 500; i++)
        {
            string[] a = Words(1, 9), b = Words(1, 9);
            // Means of at most four fractions, rounded a few times.
            Assert.InRange(Bleu.Standard(a, [b]), 0, 1 + 1e-15);
            Assert.InRange(Gleu.Of(a, b), 0, 1);
            Assert.Equal(Gleu.Of(a, b), Gleu.Of(b, a));
            Assert.Equal(Rouge.Promptfoo(a, b), Rouge.Promptfoo(b, a), 1e-15);
            Assert.InRange(Rouge.Standard(a, b, 2), 0, 1);
            Assert.Equal(1, Gleu.Of(a, a));
            Assert.Equal(1, Rouge.Promptfoo(a, a));
            if (a.Length >= 4) Assert.Equal(1, Bleu.Promptfoo(a, [a]), 1e-15);
        }
    }

    [Fact]
    public void NumberText_AnyNumber_ReadsBack()
    {
        for (int i = 0; i < 2000; i++)
        {
            double number = i % 2 == 0 ? BitConverter.Int64BitsToDouble(_random.NextInt64())
                : Math.Round(_random.NextDouble() * Math.Pow(10, _random.Next(-9, 25)), 3);
            if (!double.IsFinite(number)) continue;
            Assert.Equal(number, double.Parse(NumberText.Of(number), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void ExactDigits_AnyNumber_IsTheNearestInDecimal()
    {
        for (int i = 0; i < 2000; i++)
        {
            // Multiples of 1/64 are exact in decimal, and some lie midway.
            double number = _random.Next(-100_000, 100_000) / 64.0;
            int digits = _random.Next(0, 5);
            string expected = Math.Round((decimal)number, digits, MidpointRounding.AwayFromZero).ToString("F" + digits, CultureInfo.InvariantCulture);
            Assert.Equal(expected, ExactDigits.Fixed(number, digits) is var text && text.Trim('-', '0', '.').Length == 0 ? expected : text);
        }
    }

    [Fact]
    public void UnitSet_Complement_IsTheRest()
    {
        for (int i = 0; i < 50; i++)
        {
            var set = new UnitSet();
            var inside = new bool[char.MaxValue + 1];
            for (int k = _random.Next(5); k > 0; k--)
            {
                int first = _random.Next(char.MaxValue), last = Math.Min(char.MaxValue, first + _random.Next(300));
                set.Add((char)first, (char)last);
                Array.Fill(inside, true, first, last - first + 1);
            }
            string text = set.Complement().ToString();
            var rest = new System.Text.RegularExpressions.Regex(text.Length == 0 ? "(?!)" : $"[{text}]");
            for (int c = 0; c <= char.MaxValue; c += _random.Next(1, 40)) Assert.Equal(!inside[c], rest.IsMatch(((char)c).ToString()));
        }
    }

    [Fact]
    public void LenientJson_ObjectsInAnyText_AreFound()
    {
        for (int i = 0; i < 300; i++)
        {
            string json = Value(0) is var value && value.StartsWith('{') ? value : $"{{\"k\":{value}}}";
            string text = Word("ab <>[]:,'\n.", 12) + json + Word("ab <>]}:,\"'\n.", 12);
            Assert.Contains(LenientJson.Objects(text, TestContext.Current.CancellationToken),
                found => JsonEquality.AreEqual(found, JsonDocument.Parse(json).RootElement));
        }
    }

    [Fact]
    public void LenientJson_AnyBrokenText_GivesObjectsAlone()
    {
        for (int i = 0; i < 3000; i++)
            Assert.All(LenientJson.Objects(Word("{}[]:,\"'\\ab1 \n&*!|>%@`#?-~/💩", 24), TestContext.Current.CancellationToken),
                found => Assert.Equal(JsonValueKind.Object, found.ValueKind));
    }

    [Fact]
    public void Script_AnyJson_ComesOutAsItWentIn()
    {
        for (int i = 0; i < 300; i++)
        {
            JsonElement value = JsonDocument.Parse(Value(0)).RootElement;
            var input = new ScriptInput(value, new Dictionary<string, JsonElement>());
            foreach (string code in new[] { "output", "JSON.parse(JSON.stringify(output))", "JSON.parse(JSON.stringify(output, null, 2))" })
                Assert.True(JsonEquality.AreEqual(value, Script.Evaluate(code, input, TestContext.Current.CancellationToken)), value.GetRawText());
        }
    }

    [Fact]
    public void Script_AnyBrokenCode_IsAHeedException()
    {
        string[] parts =
        [
            "output", ".", "(", ")", "[", "]", "{", "}", "=>", "=", "'a'", "1", "/a/", ",", ";", "if", "return", "for", "`${", "`", "x", "...", "?", ":", "new",
            "+", "\n",
        ];
        for (int i = 0; i < 3000; i++)
        {
            string code = string.Join(' ', Enumerable.Range(0, _random.Next(1, 9)).Select(_ => parts[_random.Next(parts.Length)]));
            Exception? error = Record.Exception(() => Script.Evaluate(code, new ScriptInput(Given.Text("a"), new Dictionary<string, JsonElement>()),
                TestContext.Current.CancellationToken));
            Assert.True(error is null or HeedException, $"{code}: {error}");
        }
    }

    [Fact]
    public void JavaScriptPattern_AnyBrokenPattern_IsAHeedException()
    {
        for (int i = 0; i < 5000; i++)
        {
            string pattern = Word("ab()[]{}*+?|^$.\\-<>=!:,1dwkup💩", 10);
            foreach (string flags in new[] { "", "u", "im" })
            {
                Exception? error = Record.Exception(() => new JavaScriptPattern(pattern, flags).IsMatch("ab1 -💩"));
                Assert.True(error is null or HeedException, $"{pattern}: {error}");
            }
        }
    }

    [Fact]
    public void JsonSchema_Not_IsTheOpposite()
    {
        string[] schemas =
        [
            "{\"type\":\"string\"}", "{\"minimum\":2}", "{\"required\":[\"k0\"]}", "{\"minItems\":1}", "{\"enum\":[1,null,\"a\"]}",
            "{\"anyOf\":[{\"type\":\"null\"},{\"minLength\":2}]}",
        ];
        for (int i = 0; i < 500; i++)
        {
            JsonElement value = JsonDocument.Parse(Value(0)).RootElement;
            string schema = schemas[_random.Next(schemas.Length)];
            bool plain = JsonSchema.Parse(Given.Json(schema)).Validate(value, TestContext.Current.CancellationToken).Count == 0;
            bool not = JsonSchema.Parse(Given.Json($"{{\"not\":{schema}}}")).Validate(value, TestContext.Current.CancellationToken).Count == 0;
            Assert.NotEqual(plain, not);
        }
    }

    private string Value(int depth) => _random.Next(depth > 3 ? 4 : 6) switch
    {
        0 => NumberText.Of(_random.Next(-5, 100) / 4.0), 1 => "null", 2 => _random.Next(2) == 0 ? "true" : "false",
        3 => "\"" + JsonEncodedText.Encode(Word("ab }{[],:\"\\\né", 6)) + "\"",
        4 => $"[{string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth + 1)))}]",
        _ => $"{{{string.Join(",", Enumerable.Range(0, _random.Next(4)).Select(k => $"\"k{k}\":{Value(depth + 1)}"))}}}",
    };
}
