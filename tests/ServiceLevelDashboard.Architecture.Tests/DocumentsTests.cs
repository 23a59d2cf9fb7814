using ArchUnitNET.Domain.Dependencies;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>
/// Every kind of document is read, checked and written in one way: by <see cref="DocumentRepository{T}"/> or <see cref="DocumentCache{T}"/>. Whether any has
/// changed is asked for all kinds at once.
/// </summary>
public sealed class DocumentsTests
{
    [Fact]
    public void Store_OfDocuments_IsCalledByTheRepositoryAlone()
    {
        var callers =
            (from type in Repository.Code.Types
             from call in type.Dependencies.OfType<MethodCallDependency>()
             where call.Target.FullName == typeof(IDocumentStore).FullName
             select type.FullName).Distinct().ToList();

        Assert.Equal(
            ["DocumentFingerprints", "DocumentRepository`1"],
            callers.Select(static name => name[(name.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal));
    }
}
