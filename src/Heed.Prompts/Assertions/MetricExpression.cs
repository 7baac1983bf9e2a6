using System.Globalization;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>
/// An expression over names of scores, in the part of mathjs that configurations use: + - * / % ^, parentheses, numbers, names, and functions. ^ binds more
/// than a sign before it, and groups from the right.
/// </summary>
internal sealed class MetricExpression
{
    private const int Deepest = 100;

    private static readonly Dictionary<string, Func<double[], double>> s_functions = new(StringComparer.Ordinal)
    {
        ["min"] = numbers => numbers.Min(), ["max"] = numbers => numbers.Max(), ["sum"] = numbers => numbers.Sum(), ["mean"] = numbers => numbers.Average(),
        ["abs"] = One(Math.Abs), ["sqrt"] = One(Math.Sqrt), ["floor"] = One(Math.Floor), ["ceil"] = One(Math.Ceiling), ["exp"] = One(Math.Exp),
        ["log"] = One(Math.Log),
        ["round"] = Round, ["pow"] = numbers => numbers is [var a, var b] ? Math.Pow(a, b) : throw new HeedException("pow: expected two numbers."),
    };

    private readonly string _text;
    private readonly IReadOnlyDictionary<string, double> _names;
    private int _at, _depth;

    private MetricExpression(string text, IReadOnlyDictionary<string, double> names) => (_text, _names) = (text, names);

    /// <summary>Its value.</summary>
    /// <exception cref="HeedException">It is malformed, a name is not known, or the value is no finite number.</exception>
    public static double Evaluate(string text, IReadOnlyDictionary<string, double> names)
    {
        var expression = new MetricExpression(text, names);
        double value = expression.Sum();
        if (expression.Next() != '\0') throw expression.Bad("an operator");
        return double.IsFinite(value) ? value : throw new HeedException($"{text}: expected a finite number; it is {NumberText.Of(value)}.");
    }

    private double Sum()
    {
        if (++_depth > Deepest) throw new HeedException($"{_text}: more than {Deepest} parentheses inside each other.");
        double value = Product();
        while (Next() is '+' or '-') value = _text[_at++] == '+' ? value + Product() : value - Product();
        _depth--;
        return value;
    }

    private double Product()
    {
        double value = Signed();
        while (Next() is '*' or '/' or '%')
            value = _text[_at++] switch { '*' => value * Signed(), '/' => value / Signed(), _ => Signed() is var by ? value - by * Math.Floor(value / by) : 0 };
        return value;
    }

    private double Signed()
    {
        int sign = 1;
        while (Next() is '-' or '+') sign *= _text[_at++] == '-' ? -1 : 1;
        return sign * Power();
    }

    private double Power()
    {
        double value = Single();
        if (Next() != '^') return value;
        _at++;
        return Math.Pow(value, Signed());
    }

    private double Single()
    {
        char next = Next();
        if (next == '(')
        {
            _at++;
            double inner = Sum();
            if (Next() != ')') throw Bad(")");
            _at++;
            return inner;
        }
        int start = _at;
        if (char.IsAsciiDigit(next) || next == '.')
        {
            while (_at < _text.Length
                && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '.' or 'e' or 'E' || _text[_at] is '+' or '-' && _text[_at - 1] is 'e' or 'E')) _at++;
            return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
                : throw Bad("a number");
        }
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$')) _at++;
        string name = _text[start.._at];
        if (name.Length == 0) throw Bad("a number or a name");
        if (Next() == '(') return Call(name);
        return _names.TryGetValue(name, out double value) ? value
            : throw new HeedException($"{_text}: there is no score '{name}'"
                + (NearestName.Of(name, _names.Keys) is { } near ? $"; did you mean {near}?" : "."));
    }

    private double Call(string name)
    {
        if (!s_functions.TryGetValue(name, out Func<double[], double>? function))
            throw new HeedException($"{_text}: expected one of {string.Join(", ", s_functions.Keys)}; got {name}.");
        var numbers = new List<double>();
        do
        {
            _at++;
            numbers.Add(Sum());
        }
        while (Next() == ',');
        if (Next() != ')') throw Bad(")");
        _at++;
        return function([.. numbers]);
    }

    private char Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private HeedException Bad(string expected) => new($"{_text}: expected {expected} at character {_at + 1}.");

    private static Func<double[], double> One(Func<double, double> function)
        => numbers => numbers is [var number] ? function(number) : throw new HeedException("expected one number.");

    private static double Round(double[] numbers) => numbers switch
    {
        [var number] => Math.Round(number, MidpointRounding.AwayFromZero),
        [var number, var digits] when digits is >= 0 and <= 15 => Math.Round(number, (int)digits, MidpointRounding.AwayFromZero),
        _ => throw new HeedException("round: expected a number, and how many digits from 0 to 15."),
    };
}
