namespace Heed.Models.Tokenizers;

/// <summary>Each part decodes what the one before hands out.</summary>
internal sealed class SequenceDecoder(IReadOnlyList<IDecoder> parts) : IDecoder
{
    public IDecoding Begin() => new Decoding([.. parts.Select(part => part.Begin())]);

    private sealed class Decoding(IDecoding[] stages) : IDecoding
    {
        public void Append(DecodedPiece piece, List<DecodedPiece> output) => Pass(0, piece, output);

        public void Finish(List<DecodedPiece> output)
        {
            for (var stage = 0; stage < stages.Length; stage++)
            {
                var rest = new List<DecodedPiece>();
                stages[stage].Finish(rest);
                rest.ForEach(piece => Pass(stage + 1, piece, output));
            }
        }

        private void Pass(int stage, DecodedPiece piece, List<DecodedPiece> output)
        {
            if (stage == stages.Length)
            {
                output.Add(piece);
                return;
            }

            var next = new List<DecodedPiece>();
            stages[stage].Append(piece, next);
            next.ForEach(made => Pass(stage + 1, made, output));
        }
    }
}
