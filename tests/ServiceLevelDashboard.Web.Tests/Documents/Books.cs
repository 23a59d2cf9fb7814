using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;

namespace ServiceLevelDashboard.Web.Tests.Documents;

/// <summary>Books of documents that a page under test reads and writes.</summary>
internal static class Books
{
    /// <summary>Adds an empty book, over an archive of its own when none is given, and what says who sees its documents.</summary>
    public static DocumentCache<T> AddBook<T>(this IServiceCollection services, DocumentKind<T> kind, FakeArchive? archive = null)
        where T : class
    {
        var book = Of(kind, archive ?? new FakeArchive());
        services.AddSingleton(book);
        services.AddSingleton(kind);
        services.TryAddSingleton(static _ => Of(GroupRules.Kind, new FakeArchive()));
        services.TryAddSingleton<DocumentVisibility>();
        return book;
    }

    /// <summary>A book over an archive; as another process on the same archive would hold it.</summary>
    public static DocumentCache<T> Of<T>(DocumentKind<T> kind, FakeArchive archive)
        where T : class => new(archive, kind, TimeProvider.System, NullLogger<DocumentCache<T>>.Instance);
}
