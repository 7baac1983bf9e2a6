using System.Text.Json;
using Heed.Prompts.Templating;

namespace Heed.Prompts.Tests;

public sealed class PromptTemplatesTests
{
    [Fact]
    public void RenderText_Variable_IsPutIn()
        => Assert.Equal(
            "Hello Bob", PromptTemplates.RenderText("Hello {{name}}", new Dictionary<string, JsonElement> { ["name"] = JsonDocument.Parse("\"Bob\"").RootElement }, new Dictionary<string, string>()));
}
