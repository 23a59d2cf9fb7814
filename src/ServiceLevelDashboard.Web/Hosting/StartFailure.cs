using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Configuration;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>What is said when the program does not start: one sentence for a person, never a stack trace.</summary>
internal static class StartFailure
{
    /// <summary>Exit codes: settings or the machine have to be changed, and starting again does not help; or a defect of the program.</summary>
    public const int Refused = 2, Defect = 1;

    /// <summary>The sentence and the exit code of whatever ended the start.</summary>
    public static (string Sentence, int ExitCode) Of(Exception failure) => Reason(failure) is { } reason
        ? ($"Not started: {reason}", Refused)
        : ($"Not started, by a defect of this program: {failure.GetType().Name}: {OneLine(failure.Message)}", Defect);

    private static string? Reason(Exception failure) => failure switch
    {
        StartRefusedException refused => refused.Message,
        OptionsValidationException wrong => string.Join(' ', wrong.Failures),
        AggregateException several when several.InnerExceptions.All(static e => e is OptionsValidationException) =>
            string.Join(' ', several.InnerExceptions.Select(Reason)),
        _ when UnreadableSetting.In(failure) is { } setting => setting,
        _ when SocketOf(failure) is { } socket => socket,
        InvalidDataException data => OneLine(string.Join(' ', Chain(data).Select(static e => e.Message).Distinct())),
        IOException or UnauthorizedAccessException => OneLine(failure.Message),
        _ => null,
    };

    private static string? SocketOf(Exception failure)
    {
        var chain = Chain(failure).ToList();
        SocketError? error = chain.OfType<AddressInUseException>().Any() ? SocketError.AddressAlreadyInUse
            : chain.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        return error switch
        {
            null => null,
            SocketError.AddressAlreadyInUse =>
                $"{OneLine(failure.Message).TrimEnd('.')}. Another program listens there: end it, or choose another port by ASPNETCORE_URLS or --urls.",
            SocketError.AccessDenied =>
                "the system does not let this user listen on the port. Choose one above 1023 by ASPNETCORE_URLS or --urls, or put a proxy in front.",
            SocketError.AddressNotAvailable =>
                "this machine does not have the address that ASPNETCORE_URLS or --urls names. Use one of its own, 127.0.0.1 or 0.0.0.0.",
            _ => $"the server cannot listen: {OneLine(failure.Message)} Look at ASPNETCORE_URLS or --urls.",
        };
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
