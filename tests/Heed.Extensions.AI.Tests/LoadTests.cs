using Heed.Models;
using Heed.Models.Tests.Gguf;
using Heed.Numerics;
using Microsoft.Extensions.AI;

namespace Heed.Extensions.AI.Tests;

public class LoadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_FolderWithTemplate_TalksByIt()
    {
        using var folder = new TemporaryFolder();
        using (LanguageModel model = ChatClients.Decoder(window: 100)) ModelFolder.Save(folder.File("talker"), model);
        await File.WriteAllTextAsync(Path.Combine(folder.File("talker"), "chat_template.jinja"), ChatClients.ChatMl, Stop);
        using HeedChatClient client = await HeedChatClient.LoadAsync(folder.File("talker"), cancellationToken: Stop);
        ChatResponse response = await client.Ask("Hi", new ChatOptions { MaxOutputTokens = 3 });
        int expected = client.GetService<LanguageModel>()!.RequireTokenizer().Encode("<user>Hi\n<assistant>",
            addSpecialTokens: false).Ids.Length;
        Assert.Equal(expected, response.Usage!.InputTokenCount);
        Assert.Equal("talker", response.ModelId);
    }

    [Fact]
    public async Task Load_GgufFile_AnswersAndEmbeds()
    {
        using var folder = new TemporaryFolder();
        string file = Gguf(folder);
        var settings = new ChatClientSettings { Format = new PlainText(), MaxOutputTokens = 3 };
        using HeedChatClient client = await HeedChatClient.LoadAsync(file, settings, cancellationToken: Stop);
        Assert.InRange((await client.Ask("ab")).Usage!.OutputTokenCount!.Value, 1, 3);
        using HeedEmbeddingGenerator generator = await HeedEmbeddingGenerator.LoadAsync(file, cancellationToken: Stop);
        Assert.Single(await generator.GenerateAsync(["ab"], cancellationToken: Stop));
    }

    /// <summary>A GGUF file of random weights with a small tokenizer.</summary>
    private static string Gguf(TemporaryFolder folder)
    {
        GgufWriter writer = new GgufTwin(GgufCase.All["llama"], StoredFormat.Float16, folder.File("twin")).Gguf;
        writer.Metadata.AddRange(GgufPieces.Small().Metadata);
        foreach (string table in new[] { "token_embd.weight", "output.weight" })
        {
            int at = writer.Tensors.FindIndex(tensor => tensor.Name == table);
            byte[] bytes = writer.Tensors[at].Bytes;
            int row = bytes.Length / GgufTwin.Vocabulary;
            writer.Tensors[at] = (table, [GgufPieces.Count, 32], StoredFormat.Float16, bytes[..(row * GgufPieces.Count)]);
        }
        File.WriteAllBytes(folder.File("twin.gguf"), writer.ToBytes());
        return folder.File("twin.gguf");
    }
}
