namespace Heed.Models.Tokenizers;

/// <summary>One text being decoded, token by token. The pieces it hands out, joined, are the decoded text.</summary>
internal interface IDecoding
{
    /// <summary>Takes the next piece and appends what is certain now.</summary>
    void Append(DecodedPiece piece, List<DecodedPiece> output);

    /// <summary>Appends what was held back.</summary>
    void Finish(List<DecodedPiece> output);
}
