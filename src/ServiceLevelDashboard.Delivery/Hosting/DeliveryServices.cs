using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Senders;
using ServiceLevelDashboard.Delivery.Web;

namespace ServiceLevelDashboard.Delivery.Hosting;

/// <summary>Registers this room.</summary>
public static class DeliveryServices
{
    /// <summary>
    /// Adds <see cref="INoticeSender"/>, <see cref="IMailSender"/> and the documents of routes. The archive's ports, a <see cref="TimeProvider"/> and logging
    /// must be there.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">
    /// Holds the sections <c>Delivery</c>, <c>Mail</c> and <c>Routes</c>. A value that cannot be used ends the start with a sentence that names the key and the
    /// fix.
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
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
        services.AddSingleton<WebCaller>();
        services.AddSingleton<IRouteSender, MailRoute>();
        services.AddSingleton<IRouteSender, WebhookRoute>();
        services.AddSingleton<IRouteSender, TeamsRoute>();
        services.AddSingleton<IRouteSender, SlackRoute>();
        services.AddSingleton<IRouteSender, PagerDutyRoute>();
        services.AddSingleton<IRouteSender, AlertmanagerRoute>();
        services.AddSingleton<NoticeSender>();
        services.AddSingleton<INoticeSender>(static provider => provider.GetRequiredService<NoticeSender>());
        services.AddSingleton<IMessageSender>(static provider => provider.GetRequiredService<NoticeSender>());
        services.AddSingleton<IMessageSender, ReportSender>();
        return services;
    }

    /// <summary>Adds what sends in the background: of the dashboard, not of the shell.</summary>
    public static IServiceCollection AddDeliveryServices(this IServiceCollection services)
    {
        services.AddHostedService<OutboxService>();
        services.AddHostedService<AlertmanagerReminder>();
        return services;
    }

    private sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
    {
        public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
        {
            var problems = options.Problems().ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
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
