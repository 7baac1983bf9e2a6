namespace Heed.Models.Tokenizers;

/// <summary>Reads the "decoder" of a tokenizer.json.</summary>
internal static class DecoderReader
{
    public static IDecoder Read(JsonPart part) => part.IsNull ? new SpacedDecoder() : part.Type() switch
    {
        "ByteLevel" => new ByteLevelDecoder(),
        "WordPiece" => new WordPieceDecoder(part["prefix"].IsNull ? "##" : part["prefix"].Text(), part["cleanup"].Flag(true)),
        "Metaspace" => new MetaspaceDecoder(
            part["replacement"].Character("▁"), PreTokenizerReader.MetaspacePrepend(part) == PrependScheme.Never),
        "BPEDecoder" => new SuffixDecoder(Filled(part["suffix"], "</w>")),
        "ByteFallback" => new ByteFallbackDecoder(),
        "Fuse" => new FuseDecoder(),
        "Strip" => new StripDecoder(part["content"].Character(null), part["start"].Number(), part["stop"].Number()),
        "Replace" => new ReplaceDecoder(TextPatternReader.Read(part["pattern"]), part["content"].Text()),
        "CTC" => new CtcDecoder(
            Filled(part["pad_token"], "<pad>"), Filled(part["word_delimiter_token"], "|"), part["cleanup"].Flag(true)),
        "Sequence" => new SequenceDecoder([.. part["decoders"].Parts().Select(Read)]),
        var type => throw part.NotSupported(
            $"the decoder '{type}'", "ByteLevel, WordPiece, Metaspace, BPEDecoder, ByteFallback, Fuse, Strip, Replace, CTC, Sequence"),
    };

    private static string Filled(JsonPart text, string otherwise) => text.IsNull ? otherwise
        : text.Text() is { Length: > 0 } filled ? filled
        : throw text.Error("expected a text; got an empty one");
}
