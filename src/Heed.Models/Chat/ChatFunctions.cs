using Heed.Models.Templates;
using Heed.Models.Templates.Values;

namespace Heed.Models.Chat;

/// <summary>The functions chat templates have beside those of every template.</summary>
internal static class ChatFunctions
{
    /// <summary>What stands before the template's own words in the error of a refusal.</summary>
    public const string Refusal = "the template refuses these messages: ";

    /// <summary><c>raise_exception(message)</c>.</summary>
    public static FunctionValue RaiseException { get; } = FunctionValue.Of(
        "raise_exception", Signature.Of("message"), (state, p) => throw state.Error(Refusal + Printing.Text(state, p[0])));

    /// <summary><c>strftime_now(format)</c>: the local time.</summary>
    public static FunctionValue StrftimeNow(TimeProvider clock)
        => FunctionValue.Of("strftime_now", Signature.Of("format"), (state, p)
            => TimeText.Format(state, Kind.Text(state, "strftime_now", p[0]), clock.GetLocalNow()));
}
