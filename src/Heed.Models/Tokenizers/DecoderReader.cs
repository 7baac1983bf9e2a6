namespace Heed.Models.Tokenizers;

/// <summary>Reads the "decoder" of a tokenizer.json.</summary>
internal static class DecoderReader
{
    public static IDecoder Read(JsonPart part) => part.IsNull ? new SpacedDecoder() : part.Type() switch
    {
        "ByteLevel" => new ByteLevelDecoder(),
        "WordPiece" => new WordPieceDecoder(part["prefix"].IsNull ? "##" : part["prefix"].Text(), part["cleanup"].Flag(true)),
        var type => throw part.NotSupported($"the decoder '{type}'", "ByteLevel, WordPiece"),
    };
}
