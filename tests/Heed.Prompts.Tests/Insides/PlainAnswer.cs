using Heed.Autograd;
using Heed.Models;

namespace Heed.Prompts.Tests.Insides;

/// <summary>Answers from whole runs and plain loops in double, without anything of the measures.</summary>
internal static class PlainAnswer
{
    /// <summary>Logits at a row of a whole run.</summary>
    public static float[] Logits(LanguageModel model, int[] ids, int row, IHook? hook = null)
    {
        using var tape = new Tape(recording: false);
        return model.Transformer.TokenLogits(tape, model.Transformer.Hidden(tape, new TokenBatch(ids), hook: hook), [row]).ToArray();
    }

    /// <summary>log softmax.</summary>
    public static double[] LogProbabilities(float[] logits)
    {
        double sum = 0, largest = logits.Max();
        foreach (float logit in logits) sum += Math.Exp(logit - largest);
        return [.. logits.Select(logit => logit - largest - Math.Log(sum))];
    }

    /// <summary>The tokens of a text, and of an answer behind it.</summary>
    public static (int[] Prompt, int[] Answer) Tokens(LanguageModel model, string prompt, string answer)
    {
        int[] before = model.RequireTokenizer().Encode(prompt).Ids, all = model.RequireTokenizer().Encode(prompt + " " + answer).Ids;
        Assert.Equal(before, all[..before.Length]);
        return (before, all[before.Length..]);
    }

    /// <summary>log p of an answer, token by token, each in a run of its own.</summary>
    public static double LogProbability(LanguageModel model, string prompt, string answer, IHook? hook = null)
    {
        (int[] before, int[] words) = Tokens(model, prompt, answer);
        double sum = 0;
        for (int i = 0; i < words.Length; i++)
        {
            int[] ids = [.. before, .. words[..i]];
            sum += LogProbabilities(Logits(model, ids, ids.Length - 1, hook))[words[i]];
        }
        return sum;
    }

    /// <summary>How far log p may be off: twice the largest difference of a logit between attention in float and in double, for either run (log softmax is
    /// 2-Lipschitz in the largest norm), and one ulp of the largest logit.</summary>
    public static double Tolerance(LanguageModel model, string prompt, IHook plain)
    {
        int[] ids = model.RequireTokenizer().Encode(prompt).Ids;
        float[] ours = Logits(model, ids, ids.Length - 1), theirs = Logits(model, ids, ids.Length - 1, plain);
        float off = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
        return 4 * off + MathF.BitIncrement(ours.Max(Math.Abs)) - ours.Max(Math.Abs);
    }
}
