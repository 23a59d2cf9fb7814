using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ServiceLevelDashboard.Access.Ports;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// The keys as the platform asks for them, from the archive. It asks seldom (at the start, once a day, and when there is a new one) and cannot wait otherwise
/// than by holding its thread.
/// </summary>
internal sealed class ArchiveKeys(IKeyStore store) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. store.ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Select(static xml => XElement.Parse(xml))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        store.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None).GetAwaiter().GetResult();
}
