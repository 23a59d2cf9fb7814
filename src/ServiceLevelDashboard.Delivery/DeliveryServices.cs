using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery;

/// <summary>Registers this room.</summary>
public static class DeliveryServices
{
    /// <summary>
    /// Adds <see cref="IMailSender"/> and the documents of routes. The archive's ports, a <see cref="TimeProvider"/> and logging must be there.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">
    /// Holds the sections <c>Mail</c> and <c>Routes</c>. A value that cannot be used ends the start with a sentence that names the key and the fix.
    /// </param>
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddSingleton(new RouteSecrets(configuration));
        services.AddSingleton(new MailSecrets(configuration));
        services.AddSingleton<MailTokens>();
        services.AddSingleton<IMailSender, MailSender>();
        services.AddDocuments(Route.Documents);
        return services;
    }

    private sealed class MailOptionsValidator : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            var problems = options.Problems().ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
