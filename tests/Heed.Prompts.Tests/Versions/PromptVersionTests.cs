using System.Security.Cryptography;
using System.Text;
using Heed.Prompts.Tests.Stores;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Tests.Versions;

public sealed class PromptVersionTests
{
    [Fact]
    public void Hash_Content_IsSha256OfItsCanonicalJson()
    {
        var version = new PromptVersion("Hi \"{{name}}\"\nÄ", Samples.Json("{ \"b\": [1.0, 1e2, 0.50], \"a\": {\"z\":null,\"y\":18446744073709551615} }"),
            "tiny");
        const string Canonical = """{"model":"tiny","parameters":{"a":{"y":18446744073709551615,"z":null},"b":[1,100,0.5]},"text":"Hi \"{{name}}\"\nÄ"}""";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical))), version.Hash);
        Assert.Equal(version.Hash[..12], version.ShortId);
    }

    [Fact]
    public void Hash_AnythingElse_IsAnother()
    {
        PromptVersion[] versions =
        [
            new("a", default, ""), new("A", default, ""), new("a\n", default, ""), new("a", default, "m"),
                new("a", Samples.Json("{\"seed\":18446744073709551614}"), ""),
            new("a", Samples.Json("{\"seed\":18446744073709551615}"), ""), new("a", Samples.Json("{\"seed\":\"1\"}"), ""),
                new("a", Samples.Json("{\"seed\":1}"), ""),
        ];
        Assert.Equal(versions.Length, versions.Select(version => version.Hash).Distinct().Count());
        Assert.Equal(versions[0].Hash, new PromptVersion("a", Samples.Json("{}"), "").Hash);
    }

    [Theory]
    [InlineData("support", "support", "latest")]
    [InlineData("support@3", "support", "3")]
    [InlineData("a@b@production", "a@b", "production")]
    [InlineData("@x", "@x", "latest")]
    [InlineData("x@", "x", "latest")]
    public void Parse_Reference_IsNameAndVersion(string text, string prompt, string which)
        => Assert.Equal(new PromptReference(prompt, which), PromptReference.Parse(text));
}
