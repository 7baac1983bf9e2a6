using System.Text;

namespace Heed.Models.Tokenizers;

/// <summary>Base of decoders that look at one whole token at a time; one that comes in pieces is gathered first.</summary>
internal abstract class TokenDecoding : IDecoding
{
    private readonly StringBuilder _gathered = new();

    public void Append(DecodedPiece piece, List<DecodedPiece> output)
    {
        if (piece is { Begins: true, Ends: true })
        {
            Take(piece.Text, output);
            return;
        }

        _gathered.Append(piece.Text);
        if (piece.Ends)
        {
            Take(_gathered.ToString(), output);
            _gathered.Clear();
        }
    }

    public virtual void Finish(List<DecodedPiece> output)
    {
    }

    /// <summary>Takes a token and appends what becomes of it, in whole tokens.</summary>
    protected abstract void Take(string token, List<DecodedPiece> output);
}
