using System.Security.Cryptography;
using System.Text;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>The version of what a screen has loaded: another one asks it to load its page again.</summary>
/// <param name="Name">Short, the same for the same program and files.</param>
internal sealed record WallBuild(string Name)
{
    /// <summary>The version of this program and of the wall's own files.</summary>
    public static WallBuild Of(IWebHostEnvironment host)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(Encoding.ASCII.GetBytes(typeof(WallBuild).Assembly.ManifestModule.ModuleVersionId.ToString()));
        foreach (var file in host.WebRootFileProvider.GetDirectoryContents("wall").Where(f => !f.IsDirectory).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            using var content = file.CreateReadStream();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            sum.AppendData(copy.ToArray());
        }

        return new WallBuild(Convert.ToHexStringLower(sum.GetHashAndReset())[..10]);
    }
}
