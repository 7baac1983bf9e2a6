namespace Heed.Prompts.Tests.Insides;

/// <summary>Sentences of the built-in models' little language, with spans.</summary>
internal static class Sentences
{
    public const string Trophy = "«fact:The trophy would not fit in the suitcase because it was too big.» «question:What was too big?» The";

    public const string Codes = "The code of cedar is 48. The code of maple is 61. «fact:The code of river is 23.» The code of onyx is 90. "
        + "The code of flint is 15. «question:What is the code of river?» It is";

    public const string Masked = "«fact:The trophy would not fit in the suitcase because it was too big.» What was too big? The [MASK].";
}
