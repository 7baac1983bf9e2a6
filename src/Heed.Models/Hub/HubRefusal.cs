using System.Net;

namespace Heed.Models.Hub;

/// <summary>What an answer that is no success means, and what to do about it.</summary>
internal static class HubRefusal
{
    /// <summary>Whether trying again may help.</summary>
    public static bool IsPassing(HttpStatusCode status) => (int)status is 408 or 429 or >= 500;

    /// <summary>The error of an answer.</summary>
    public static HeedException Error(HubReference reference, HubSettings settings, HttpResponseMessage answer)
    {
        string code = answer.Headers.TryGetValues("X-Error-Code", out IEnumerable<string>? values) ? values.First() : "";
        string page = new Uri(settings.Endpoint, reference.Repository).ToString();
        string token = settings.Token is null
            ? $"set HF_TOKEN to a token from {new Uri(settings.Endpoint, "settings/tokens")}"
            : "check that the token of HF_TOKEN (or of the token file) is valid and may read it";
        return new HeedException(((int)answer.StatusCode, code) switch
        {
            (401 or 403, "GatedRepo") => $"{reference}: the repository is gated. Accept its terms at {page}, and {token}.",
            (_, "RevisionNotFound")
                => $"{reference}: the repository has no revision '{reference.Revision}'. Look for its branches and tags at {page}.",
            (_, "EntryNotFound")
                => $"{reference}: the server lists a file but does not have it ({answer.RequestMessage?.RequestUri}). Try again later.",
            (401, "RepoNotFound")
                => $"{reference}: there is no such public repository at {settings.Endpoint}. Check the name; if it is private, {token}.",
            (401, _) => $"{reference}: the server asks who you are (401): the name is wrong, or the repository is private. Check the name; if it is right, {token}.",
            (403, _) => $"{reference}: the server does not allow it (403): the repository is gated or private. Ask for access at {page}, and {token}.",
            (404, _) => $"{reference}: not found at {settings.Endpoint} (404). Check the name and the revision '{reference.Revision}'; if the repository is private, {token}.",
            (429, _) => $"{reference}: the server got too many requests (429). Wait some minutes and run the command again; it goes on where it stopped.",
            ( >= 500, _) => $"{reference}: the server has a fault ({(int)answer.StatusCode}). Run the command again later; it goes on where it stopped.",
            _ => $"{reference}: expected a file or list; the server answered {(int)answer.StatusCode} {answer.ReasonPhrase}. Check HF_ENDPOINT ({settings.Endpoint}).",
        });
    }
}
