using System.Text.Json;

namespace Heed.Cli.Tests;

/// <summary>Command lines that are wrong, and those that ask for help.</summary>
public class CommandLineTests(TrainedModels models)
{
    [Theory]
    [InlineData("Required command was not provided.")]
    [InlineData("'bogus' is no command or option; the commands are studio, attend, why, heads, position, faith, generate, fill, classify, embed, eval, compare, prompt, trace, dataset, cost, train, verify, models, pull.",
        "bogus")]
    [InlineData("'--bogus' is no command or option", "--bogus")]
    [InlineData("'--bogus' is no option of 'attend'.", "attend", "The cat.", "--bogus")]
    [InlineData("'cat' is one argument too many for 'attend'; put a text of several words in quotes.", "attend", "The", "cat", "sat")]
    [InlineData("Required argument 'text' missing", "attend")]
    [InlineData("Required argument 'text' missing", "generate")]
    [InlineData("Required argument 'config' missing", "train")]
    [InlineData("Required argument 'path' missing", "verify")]
    [InlineData("Required argument missing for option: '--layer'", "attend", "The cat.", "--layer")]
    [InlineData("'extra' is one argument too many for 'models'", "models", "extra")]
    public void Run_WrongCommandLine_TellsInTwoLines(string message, params string[] args) => CliRun.Of(args).AssertRefused(message, "--help'");

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("attend", "--help")]
    [InlineData("train", "--help")]
    public void Run_HelpAndVersion_ArePrinted(params string[] args) => Assert.NotEmpty(CliRun.Of(args).AssertWell().Output);

    [Fact]
    public void Models_Json_ListsTheBuiltInOnes()
    {
        JsonElement list = CliRun.Of("models", "--json").Json().GetProperty("models");
        JsonElement model = list.EnumerateArray().Single(model => model.GetProperty("name").GetString() == TrainedModels.BuiltIn);
        Assert.Equal("GPT2LMHeadModel", model.GetProperty("architecture").GetString());
        Assert.Equal("Sentences about four animals.", model.GetProperty("about").GetString());
        Assert.Equal((2, 2, 16, 64), (model.GetProperty("layers").GetInt32(), model.GetProperty("heads").GetInt32(), model.GetProperty("width").GetInt32(), model.GetProperty("window").GetInt32()));
        Assert.Equal(JsonValueKind.Object, model.GetProperty("accuracy").ValueKind);
        string plain = CliRun.Of("models").AssertWell().Output;
        foreach (JsonElement item in list.EnumerateArray()) Assert.Contains(item.GetProperty("name").GetString()!, plain);
    }

    [Fact]
    public void Run_DamagedModel_IsOneLine()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model");
        Directory.CreateDirectory(path);
        foreach (string file in Directory.EnumerateFiles(models.Decoder)) File.Copy(file, Path.Combine(path, Path.GetFileName(file)));
        File.WriteAllBytes(Path.Combine(path, "model.safetensors"), File.ReadAllBytes(Path.Combine(path, "model.safetensors"))[..^50]);
        CliRun.Of("attend", "The cat.", "--model", path).AssertRefused(Path.Combine(path, "model.safetensors") + ": ");
        File.WriteAllText(Path.Combine(path, "config.json"), "{");
        CliRun.Of("generate", "The cat", "--model", path).AssertRefused(Path.Combine(path, "config.json") + ": expected JSON");
    }
}
