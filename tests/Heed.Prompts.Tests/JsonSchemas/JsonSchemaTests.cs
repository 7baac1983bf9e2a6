using System.Text.Json;
using Heed.Prompts.JsonSchemas;

namespace Heed.Prompts.Tests.JsonSchemas;

public sealed class JsonSchemaTests
{
    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    [Theory]
    [InlineData("""{"typ": "object"}""", "schema at #: unknown keyword \"typ\"; did you mean \"type\"?")]
    [InlineData("""{"properties": {"a/b": {"minimun": 1}}}""", "schema at #/properties/a~1b: unknown keyword \"minimun\"; did you mean \"minimum\"?")]
    [InlineData("""{"items": {"type": "strin"}}""", "schema at #/items: type: expected one or several of null, boolean")]
    [InlineData("""{"$ref": "#/definitions/x"}""", "there is no '#/definitions/x' in this schema")]
    [InlineData("""{"format": "emial"}""", "unknown format \"emial\"; did you mean \"email\"?")]
    [InlineData("""{"pattern": "("}""", "pattern: Invalid regular expression: /(/: Unterminated group")]
    [InlineData("""[1]""", "expected a schema (an object, true or false); got a list")]
    [InlineData("""{"definitions": {"a": {"typ": 1}}, "$ref": "#/definitions/a"}""", "schema at #/definitions/a: unknown keyword \"typ\"")]
    public void Parse_WrongSchema_SaysWhereAndWhat(string schema, string message)
        => Assert.Contains(message, Assert.Throws<HeedException>(() => JsonSchema.Parse(Json(schema))).Message);

    [Fact]
    public void Validate_SeveralErrors_AllAreNamedWithTheirPlaces()
    {
        JsonSchema schema = JsonSchema.Parse(Json(
            """{"type":"object","properties":{"a":{"type":"array","items":{"type":"number","maximum":3}}},"required":["b"]}"""));
        Assert.Equal(["data/a/1 must be number; it is a text", "data/a/2 must be ≤ 3; it is 5", "data must have required property 'b'"],
            schema.Validate(Json("""{"a":[1,"x",5]}"""), TestContext.Current.CancellationToken).Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("0.1", "0.3", true)]
    [InlineData("0.01", "4.35", true)]
    [InlineData("0.01", "4.355", false)]
    [InlineData("1e-8", "12391239123", true)]
    public void Validate_MultipleOf_IsDecimal(string of, string value, bool fits)
        => Assert.Equal(fits, JsonSchema.Parse(Json($$"""{"multipleOf": {{of}}}""")).Validate(Json(value), TestContext.Current.CancellationToken).Count == 0);

    [Fact]
    public void Validate_SchemaThatRefersToItself_EndsWithAnError()
    {
        JsonSchema schema = JsonSchema.Parse(Json("""{"$ref": "#"}"""));
        Assert.Contains("refers to itself", Assert.Throws<HeedException>(() => schema.Validate(Json("1"), TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void Validate_Stopped_Throws()
        => Assert.Throws<OperationCanceledException>(() => JsonSchema.Parse(Json("{}")).Validate(Json("1"), new CancellationToken(true)));

    [Fact]
    public void Parse_SchemasInsideEachOther_AreLimited()
    {
        string deep = string.Concat(Enumerable.Repeat("""{"not":""", 300)) + "{}" + new string('}', 300);
        JsonElement schema = JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 1000 }).RootElement;
        Assert.Contains("inside each other", Assert.Throws<HeedException>(() => JsonSchema.Parse(schema)).Message);
    }
}
