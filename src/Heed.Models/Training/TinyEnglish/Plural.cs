namespace Heed.Models.Training.TinyEnglish;

/// <summary>English plurals of the animals.</summary>
internal static class Plural
{
    public static string Of(string noun) => noun switch
    {
        "wolf" => "wolves",
        "mouse" => "mice",
        "sheep" => "sheep",
        _ when noun[^1] is 's' or 'x' or 'z' => noun + "es",
        _ => noun + "s",
    };
}
