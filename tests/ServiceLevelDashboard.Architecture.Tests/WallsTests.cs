using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Holds the walls between the rooms: <c>docs/decisions/rooms.md</c>.</summary>
public sealed class WallsTests
{
    /// <summary>Every room and what its project file may reference.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Domain"] = [],
        ["Statistics"] = ["Domain"],
        ["Analytics"] = ["Domain", "Statistics"],
        ["Genesys"] = ["Domain", "Analytics"],
        ["Genesys.Sdk"] = ["Genesys"],
        ["Access"] = ["Domain", "Analytics"],
        ["Storage"] = ["Domain", "Analytics", "Access"],
        ["Simulator"] = ["Domain"],
        ["Boards"] = ["Domain", "Analytics"],
        ["Delivery"] = ["Domain", "Analytics", "Access"],
        ["Web"] = ["Domain", "Statistics", "Analytics", "Access", "Boards", "Delivery", "Genesys", "Genesys.Sdk", "Storage", "Simulator"],
        ["Cli"] = ["Domain", "Statistics", "Analytics", "Access", "Boards", "Delivery", "Genesys", "Genesys.Sdk", "Storage", "Simulator"],
    };

    [Fact]
    public void Rooms_InSrc_ReferenceWhatTheTableAllows()
    {
        Assert.Contains("Domain", Repository.Projects);
        foreach (var room in Repository.Projects)
        {
            Assert.True(MayReference.TryGetValue(room, out var allowed), $"{room} is a new room: enter it in the table and in docs/decisions/rooms.md.");
            var referenced = Repository.ProjectFile(room)
                .Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))[Repository.Product.Length..]);
            Assert.Empty(referenced.Except(allowed!).Select(r => $"{room} must not reference {r}"));
        }
    }

    [Theory]
    [InlineData("Genesys", "Domain", "Analytics.Ports")]
    [InlineData("Access", "Domain", "Analytics", "Analytics.Background", "Analytics.Documents", "Analytics.Instances", "Analytics.Ports")]
    [InlineData("Storage", "Domain", "Analytics.Ports", "Access.Ports")]
    [InlineData("Simulator", "Domain")]
    [InlineData("Analytics", "Domain", "Statistics", "Statistics.Causes", "Statistics.Staffing")]
    public void Room_InCode_UsesOnlyTheNamespacesItMay(string room, params string[] allowed)
    {
        var file = Repository.AssemblyFile(room);
        var foreign = UsedNamespaces(file).Where(n => n.StartsWith(Repository.Product, StringComparison.Ordinal)).Select(n => n[Repository.Product.Length..]);
        Assert.Empty(foreign.Where(n => !n.StartsWith("Domain.", StringComparison.Ordinal)).Except(allowed));
    }

    [Fact]
    public void Domain_References_AreTheBaseLibraryAlone() =>
        Assert.All(Load("Domain").GetReferencedAssemblies(), r => Assert.StartsWith("System.", r.Name, StringComparison.Ordinal));

    [Fact]
    public void Domain_PublicTypes_AreImmutable()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var mutable =
            from type in Load("Domain").GetExportedTypes()
            where !type.IsEnum
            from field in type.GetFields(All)
            where !field.IsLiteral && (!field.IsInitOnly || IsMutableCollection(field.FieldType))
            where !(field.IsStatic && field.IsDefined(typeof(CompilerGeneratedAttribute)))
            select $"{type.Name}.{field.Name} can change";
        Assert.Empty(mutable);
    }

    [Theory]
    [InlineData("Genesys", ".Wire")]
    [InlineData("Simulator", ".Wire")]
    [InlineData("Analytics", ".Collecting")]
    [InlineData("Analytics", ".Snapshots")]
    [InlineData("Analytics", ".Archiving")]
    public void Room_InnerTypes_AreInternal(string room, string folder)
    {
        var exposed = Load(room).GetExportedTypes().Where(t => (t.Namespace + ".").Contains(folder + ".", StringComparison.Ordinal));
        Assert.Empty(exposed.Select(t => t.FullName));
    }

    [Fact]
    public void Rooms_WireTypes_AreSharedByNobody() =>
        Assert.DoesNotContain(Repository.Product + "Genesys", Load("Simulator").GetReferencedAssemblies().Select(a => a.Name));

    private static bool IsMutableCollection(Type type) =>
        type.IsArray
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(List<>) || open == typeof(Dictionary<,>) || open == typeof(HashSet<>)));

    private static Assembly Load(string room) => Assembly.Load(Repository.Product + room);

    private static List<string> UsedNamespaces(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(t => metadata.GetString(metadata.GetTypeReference(t).Namespace)).Distinct()];
    }
}
