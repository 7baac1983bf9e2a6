#:project ../src/Heed/Heed.csproj

// A mask of one's own: a struct with one rule, which the kernel is compiled for. It composes with every other mask.
//   dotnet run -c Release samples/custom-mask.cs
using System.Globalization;
using Heed;
using Heed.Masks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// A text of three sentences: tokens see their own sentence and the first token of each other, and never what comes later.
int[] sentence = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2];
var mask = MaskComposition.And(new Where<OwnSentence>(new OwnSentence(sentence)), Causal.TopLeft);
Console.WriteLine(mask.Name);

int count = sentence.Length, width = 4;
for (int row = 0; row < count; row++)
    Console.WriteLine(string.Join(' ', Enumerable.Range(0, count).Select(key => mask.Allows(0, 0, row, key) ? 'x' : '.')));

// Equal scores: every token's output is the mean of the values it sees.
float[] q = new float[count * width], k = new float[count * width], output = new float[count * width], logSumExp = new float[count];
float[] v = [.. Enumerable.Range(0, count * width).Select(i => (float)(i / width))];
Attention.Forward(q, k, v, output, logSumExp, new AttentionShape(batch: 1, heads: 1, count: count, width: width), mask);
Console.WriteLine("the last token's output: " + output[^1].ToString("F3"));
Console.WriteLine("the mean of the tokens it sees: " + ((0 + 4 + 7 + 8 + 9) / 5.0).ToString("F3"));

/// <summary>Query and key are of one sentence, or the key begins one.</summary>
internal readonly struct OwnSentence(int[] sentence) : IPairRule
{
    public string Name => "own sentence";

    // Keys past the last one may be asked about: the answer does not matter, but must come.
    public bool Allows(int batch, int head, int row, int key)
        => key < sentence.Length && row < sentence.Length
            && (sentence[row] == sentence[key] || key == 0 || sentence[key] != sentence[key - 1]);
}
